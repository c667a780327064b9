import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { STEPS } from "@/lib/risk/claims/settling/rules";

type Props = { claim: ClaimDetail; today: string; others: readonly { id: number; statement: string }[]; address: Address };

/** The steps that this claim can take now. */
export function ConfirmForm({ claim, today, others, address }: Props) {
  const t = useTranslations("claims");
  const action = t("confirm.submit");
  return (
    <div className="mt-4 border-t border-line pt-4">
      <ActionForm
        action={`/api/v1/claims/${claim.id}/confirmation`}
        submit={action}
        confirm={{ title: t("confirm.title", { claim: claimCode(claim.id) }), body: t("confirm.body"), action }}
        secondary={
          <LinkButton href={hrefWith(address, { do: null })} variant="quiet">
            {t("form.cancel")}
          </LinkButton>
        }
      >
        <ChoiceField
          name="to"
          label={t("confirm.to")}
          required
          choices={STEPS[claim.confirmation].map((value) => ({
            value,
            label: t(`confirmation.${value}`),
            hint: t(`confirmationMeans.${value}`),
          }))}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            name="effectiveOn"
            type="date"
            label={t("confirm.effectiveOn")}
            hint={t("confirm.effectiveOnHint")}
            defaultValue={today}
            min={claim.since}
            max={today}
            required
          />
          <Field name="party" label={t("confirm.party")} hint={t("confirm.partyHint")} maxLength={200} isOptional />
          <Field
            name="supersededBy"
            label={t("confirm.supersededBy")}
            hint={t("confirm.supersededByHint")}
            list="claim-numbers"
            autoComplete="off"
            maxLength={20}
            isOptional
          />
        </div>
        <Field
          as="textarea"
          name="reason"
          label={t("confirm.reason")}
          hint={t("confirm.reasonHint")}
          required
          minLength={3}
          maxLength={500}
        />
        <ClaimNumbers claims={others} />
      </ActionForm>
    </div>
  );
}

/** Claims by their numbers, for fields that take one. */
export function ClaimNumbers({ claims }: { claims: readonly { id: number; statement: string }[] }) {
  return (
    <datalist id="claim-numbers">
      {claims.map(({ id, statement }) => (
        <option key={id} value={claimCode(id)} label={statement} />
      ))}
    </datalist>
  );
}
