import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";

/** What I asked for and nobody has answered yet. */
export function MyRequests({ open }: { open: number }) {
  const t = useTranslations("requests.mine");
  return (
    <Panel title={t("title")}>
      <Link className="link" href="/me/requests">
        {t("open", { n: open })}
      </Link>
    </Panel>
  );
}
