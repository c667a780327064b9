import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";

/** Says on the page of a ban that new matches wait for a decision. */
export function DriftNotice({ code, waiting }: { code: string; waiting: number }) {
  const t = useTranslations("drift");
  if (waiting === 0) return null;
  return (
    <Notice
      tone="due"
      title={t("notice", { n: waiting })}
      actions={
        <Link href={`/drift?ban=${code}`} className="link">
          {t("noticeLink")}
        </Link>
      }
    >
      {t("noticeBody")}
    </Notice>
  );
}
