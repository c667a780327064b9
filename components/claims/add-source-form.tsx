import { useTranslations } from "next-intl";
import { SourceFields } from "@/components/sources/source-fields";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import type { SourceName } from "@/lib/risk/sources/queries";
import { sourceCode, sourceName } from "@/lib/risk/sources/rules";
import { CREDIBILITIES } from "@/lib/risk/sources/schema";

type Props = { claim: ClaimDetail; sources: readonly SourceName[]; today: string; address: Address };

/** A document that is known, or a new one, with what it says of the claim. */
export function AddSourceForm({ claim, sources, today, address }: Props) {
  const t = useTranslations("claims.source");
  const scale = useTranslations("sources");
  const there = claim.evidence.map(({ id }) => id);
  return (
    <Panel id="add-source" title={t("submit")}>
      <ActionForm
        action={`/api/v1/claims/${claim.id}/sources`}
        submit={t("submit")}
        secondary={
          <LinkButton href={hrefWith(address, { do: null })} variant="quiet">
            {scale("form.cancel")}
          </LinkButton>
        }
      >
        <h3 className="font-semibold">{t("says")}</h3>
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            as="select"
            name="credibility"
            label={t("credibility")}
            defaultValue="3"
            options={CREDIBILITIES.map((grade) => ({
              value: String(grade),
              label: scale("scale", { grade: String(grade), words: scale(`credibility.${grade}`) }),
            }))}
          />
          <Field as="textarea" name="quote" label={t("quote")} hint={t("quoteHint")} maxLength={4_000} rows={2} isOptional />
        </div>
        <Field
          name="source"
          label={t("choose")}
          hint={t("chooseHint")}
          list="source-numbers"
          autoComplete="off"
          maxLength={20}
          className="max-w-[40rem]"
          isOptional
        />
        <datalist id="source-numbers">
          {sources
            .filter(({ id }) => !there.includes(id))
            .map((source) => (
              <option key={source.id} value={sourceCode(source.id)} label={sourceName(source)} />
            ))}
        </datalist>
        <h3 className="font-semibold">{t("new")}</h3>
        <SourceFields source={null} today={today} isPart />
        {claim.evidence.length > 0 && (
          <ChoiceField
            name="cites"
            type="checkbox"
            label={t("cites")}
            hint={t("citesHint")}
            choices={claim.evidence.map((source) => ({ value: String(source.id), label: sourceName(source) }))}
          />
        )}
      </ActionForm>
    </Panel>
  );
}
