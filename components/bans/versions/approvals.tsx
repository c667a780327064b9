import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { stillNeeded } from "@/lib/bans/approval/rules";
import type { VersionItem } from "@/lib/bans/versions/queries";

/** Who has approved a version, with what words, and how many more it takes. */
export function Approvals({ version }: { version: VersionItem }) {
  const t = useTranslations("versions.review");
  const { approvals, quorum, status } = version;
  const given = approvals.filter(({ isVoid }) => !isVoid).length;
  const left = stillNeeded(quorum, given);
  if (approvals.length === 0 && status !== "IN_REVIEW") return null;
  return (
    <Panel title={t("approvals")} aside={t("quorum", { given, of: quorum })}>
      {approvals.length === 0 && <p>{t("noApprovals")}</p>}
      <ul className="grid gap-2">
        {approvals.map(({ by, at, comment, isVoid }) => (
          <li key={`${by} ${at.toISOString()}`}>
            <p className="font-medium">
              {t("approvedAt", { who: by })} · <When at={at} />
            </p>
            {comment && <p className="max-w-[68ch] whitespace-pre-line">{comment}</p>}
            {isVoid && <p className="text-ink-2">{t("void")}</p>}
          </li>
        ))}
      </ul>
      {status === "IN_REVIEW" && left > 0 && <p className="mt-2">{t("wait", { n: left })}</p>}
    </Panel>
  );
}
