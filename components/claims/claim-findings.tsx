import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";

export function ClaimFindings({ findings }: { findings: readonly { id: number; title: string }[] }) {
  const t = useTranslations("claims.page");
  return (
    <Panel title={t("findings")}>
      {findings.length === 0 && <p className="text-ink-2">{t("noFindings")}</p>}
      <ul className="grid gap-1">
        {findings.map(({ id, title }) => (
          <li key={id} className="min-w-0 break-words">
            <Link className="link" href={`/findings/${id}`} prefetch={false}>
              F-{id} · {title}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
