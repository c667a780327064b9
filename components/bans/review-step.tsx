import Link from "next/link";
import { useTranslations } from "next-intl";
import { CheckAnswers } from "@/components/bans/check-answers";
import { ReasonForm } from "@/components/bans/reason-form";
import { WithdrawForm } from "@/components/bans/versions/change-part";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import type { Chosen, ToolChoice } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import type { Missing } from "@/lib/bans/rules";
import { whyNotCancel, whyNotSubmit } from "@/lib/bans/versions/rules";

type Props = {
  ban: BanDetail;
  names: Chosen & { replacement: ToolChoice | null };
  missing: readonly Missing[];
  /** How many people could approve it. */
  approvers: number;
  viewer: Viewer;
};

/** Check answers, then hand the draft to somebody else. */
export function ReviewStep({ ban, names, missing, approvers, viewer }: Props) {
  const t = useTranslations("bans");
  const say = useTranslations();
  const whyNot = whyNotSubmit(ban, viewer);
  const whyNotDiscard = whyNotCancel(ban, viewer);
  return (
    <>
      <Panel>
        <CheckAnswers ban={ban} names={names} canChange />
      </Panel>
      {missing.length > 0 && (
        <Panel title={t("wizard.review.missing")}>
          <ul className="grid list-disc gap-1 pl-5">
            {missing.map(({ step, field, reason }) => (
              <li key={`${field} ${reason.key}`}>
                <Link href={stepPath(ban.code, step)} className="link">
                  {say(reason.key, reason.values)}
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <p className="max-w-[68ch] text-ink-2">{t("wizard.review.submitLead")}</p>
      <ActionForm
        action={`/api/v1/bans/${ban.code}/submission`}
        submit={t("wizard.review.submit")}
        hidden={{ revision: ban.revision }}
        disabledReason={whyNot && say(whyNot.key, whyNot.values)}
        secondary={<LinkButton href={stepPath(ban.code, "blast-radius")}>{t("wizard.back")}</LinkButton>}
      >
        {whyNot === null && (
          <Field
            as="select"
            name="approvals"
            label={say("versions.review.quorumField")}
            hint={say("versions.review.quorumHint", { n: approvers })}
            defaultValue={String(ban.content.approvals ?? 1)}
            options={["1", "2", "3", "4", "5"].map((value) => ({ value, label: value }))}
            className="max-w-[20rem]"
          />
        )}
      </ActionForm>
      <WithdrawForm ban={ban} viewer={viewer} />
      {whyNotDiscard === null && (
        <details className="card">
          <summary className="fold font-medium">{t("wizard.discard")}</summary>
          <div className="mt-3">
            <ReasonForm
              action={`/api/v1/bans/${ban.code}/cancellation`}
              revision={ban.revision}
              label={t("wizard.discardReason")}
              hint={t("wizard.discardConfirm")}
              submit={t("wizard.discard")}
            />
          </div>
        </details>
      )}
    </>
  );
}
