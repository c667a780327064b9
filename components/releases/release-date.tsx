import { useTranslations } from "next-intl";
import { When } from "@/components/ui/when";

const DAY_MS = 86_400_000;

/** The day of publication in UTC, as registries write it; to the minute where it is known so exactly and `isExact` asks for it. */
export function ReleaseDate({ at, isExact = false }: { at: Date | null; isExact?: boolean }) {
  const t = useTranslations("releases");
  if (!at) return <span className="text-ink-2">{t("unknownDate")}</span>;
  const isInstant = isExact && at.getTime() % DAY_MS !== 0;
  return (
    <>
      <When at={at} kind={isInstant ? "dateTime" : "date"} zone="UTC" />
      {isInstant && " UTC"}
    </>
  );
}
