import { useTranslations } from "next-intl";
import { FixForm } from "@/components/findings/fix-form";
import { StatusForm } from "@/components/findings/status-form";
import { FindingTag, useFindingWords } from "@/components/findings/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { FindingDetail, FindingStep } from "@/lib/risk/findings/detail/queries";

type Props = {
  finding: FindingDetail;
  releases: readonly string[];
  today: string;
  address: Address;
  mayWrite: boolean;
  doing: string | undefined;
};

/** Where the finding stands, what comes next, and every step that led here. */
export function FindingStatusPanel({ finding, releases, today, address, mayWrite, doing }: Props) {
  const t = useTranslations("findings");
  const words = useFindingWords();
  const canFix = finding.status === "AFFECTED" || finding.status === "UNDER_INVESTIGATION";
  const open = (what: string) => `${hrefWith(address, { do: what, unlink: null })}#status`;
  return (
    <Panel id="status" title={t("steps.title")}>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <FindingTag status={finding.status} />
        <span>{words.fix(finding)}</span>
      </p>
      {doing !== "fix" && <p className="mt-2 max-w-[80ch] text-ink-2">{t("changesNoBan")}</p>}
      {mayWrite && (
        <div className="mt-3 flex flex-wrap gap-2">
          {doing !== "status" && <LinkButton href={open("status")}>{t("steps.changeStatus")}</LinkButton>}
          {doing !== "fix" && canFix && <LinkButton href={open("fix")}>{t("steps.changeFix")}</LinkButton>}
        </div>
      )}
      {mayWrite && doing === "status" && (
        <div className="mt-4 border-t border-line pt-4">
          <StatusForm finding={finding} today={today} />
        </div>
      )}
      {mayWrite && doing === "fix" && canFix && (
        <div className="mt-4 border-t border-line pt-4">
          <FixForm finding={finding} releases={releases} today={today} />
        </div>
      )}
      <h3 className="mt-5 mb-2 font-semibold">{t("steps.history")}</h3>
      <ol className="grid gap-4 border-l border-line pl-4">
        {finding.steps.map((step) => (
          <Step key={`${step.at.toISOString()} ${step.after} ${step.fix}`} step={step} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({ step: { before, after, fix, effectiveOn, reason, by, at } }: { step: FindingStep }) {
  const t = useTranslations("findings");
  const isOfFix = before === after;
  return (
    <li className="grid gap-0.5">
      <p className="font-semibold">
        {isOfFix ? t(`fix.${fix}`) : t(`status.${after}`)} · <When at={new Date(effectiveOn)} kind="date" zone="UTC" />
      </p>
      <p className="max-w-[80ch] break-words">{reason}</p>
      <p className="text-ink-2">{t.rich("steps.written", { who: by ?? t("nobody"), when: () => <When at={at} /> })}</p>
    </li>
  );
}
