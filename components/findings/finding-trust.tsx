import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { FindingDetail, TrustStep } from "@/lib/risk/findings/detail/queries";

type Props = {
  finding: FindingDetail;
  mayPropose: boolean;
  maySettle: boolean;
  /** Why nobody can propose it now; null where somebody can. */
  whyNotPropose: string | null;
  /** Why this reader cannot settle what is proposed. */
  whyNotSettle: string | null;
};

/** Whether the tool is trusted again: a decision of its own by two people, that no fix makes and that changes no ban. */
export function FindingTrust({ finding, mayPropose, maySettle, whyNotPropose, whyNotSettle }: Props) {
  const t = useTranslations("findings.trust");
  const open = finding.restorations.find(({ status }) => status === "OPEN");
  const api = `/api/v1/findings/${finding.id}/trust`;
  return (
    <Panel id="trust" title={t("title")}>
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={finding.isTrustRestored ? "ok" : "review"}>
          {t(finding.isTrustRestored ? "restored" : open ? "proposed" : "notRestored")}
        </Tag>
      </p>
      <p className="mt-2 max-w-[80ch] text-ink-2">{t("means")}</p>
      {finding.restorations.length > 0 && (
        <ol className="mt-4 grid gap-4 border-l border-line pl-4">
          {finding.restorations.map((one) => (
            <Restoration key={one.id} one={one} />
          ))}
        </ol>
      )}
      {mayPropose && !open && !finding.isTrustRestored && (
        <div className="mt-4 border-t border-line pt-4">
          <ActionForm action={api} submit={t("propose")} disabledReason={whyNotPropose}>
            {whyNotPropose === null && (
              <Field as="textarea" name="reason" label={t("reason")} hint={t("reasonHint")} required minLength={3} maxLength={500} />
            )}
          </ActionForm>
        </div>
      )}
      {maySettle && open && (
        <div className="mt-4 border-t border-line pt-4">
          <ActionForm action={`${api}/${open.id}/settlement`} submit={t("settle")} disabledReason={whyNotSettle}>
            {whyNotSettle === null && (
              <>
                <ChoiceField
                  name="outcome"
                  label={t("outcome")}
                  required
                  choices={[
                    { value: "accept", label: t("accept") },
                    { value: "decline", label: t("decline") },
                  ]}
                />
                <Field as="textarea" name="reason" label={t("settleReason")} required minLength={3} maxLength={500} />
              </>
            )}
          </ActionForm>
        </div>
      )}
    </Panel>
  );
}

function Restoration({ one }: { one: TrustStep }) {
  const t = useTranslations("findings.trust");
  const { status, reason, proposedBy, proposedAt, settledBy, settledAt, settleReason } = one;
  return (
    <li className="grid gap-0.5">
      <p className="font-semibold">{t(`outcomes.${status}`)}</p>
      <p className="max-w-[80ch] break-words">{reason}</p>
      <p className="text-ink-2">{t.rich("by", { who: proposedBy?.name ?? "–", when: () => <When at={proposedAt} /> })}</p>
      {settledAt && (
        <>
          {settleReason && <p className="max-w-[80ch] break-words">{settleReason}</p>}
          <p className="text-ink-2">
            {settledBy
              ? t.rich("settledBy", { who: settledBy.name, when: () => <When at={settledAt} /> })
              : t.rich("ended", { when: () => <When at={settledAt} /> })}
          </p>
        </>
      )}
    </li>
  );
}
