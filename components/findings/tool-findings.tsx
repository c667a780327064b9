import Link from "next/link";
import { useTranslations } from "next-intl";
import { FindingTag, useFindingWords } from "@/components/findings/words";
import { Tag } from "@/components/ui/tag";
import type { FindingItem } from "@/lib/risk/findings/queries";

/** The findings on a tool. That trust is restored is a fact of its own beside that one is fixed. */
export function ToolFindings({ findings }: { findings: readonly FindingItem[] }) {
  const t = useTranslations("findings");
  const words = useFindingWords();
  if (findings.length === 0) return <p className="text-ink-2">{t("ofTool.none")}</p>;
  return (
    <ul className="grid gap-3">
      {findings.map((finding) => (
        <li key={finding.id} className="grid gap-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link className="link" href={`/findings/${finding.id}`} prefetch={false}>
              {finding.code} · {finding.title}
            </Link>
            <FindingTag status={finding.status} />
            {finding.status === "FIXED" && (
              <Tag tone={finding.isTrustRestored ? "ok" : "review"}>
                {t(finding.isTrustRestored ? "trust.restored" : "trust.notRestored")}
              </Tag>
            )}
          </span>
          <span className="text-ink-2">{words.fix(finding)}</span>
        </li>
      ))}
    </ul>
  );
}
