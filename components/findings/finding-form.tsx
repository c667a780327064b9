import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ClaimItem } from "@/lib/risk/claims/queries";
import type { FindingDetail } from "@/lib/risk/findings/detail/queries";
import { BEHAVIOURS } from "@/lib/risk/findings/schema";

type Props = {
  /** Null: a new one. */
  finding: FindingDetail | null;
  assessors: readonly { id: number; name: string }[];
  /** Of whom the form begins with. */
  viewerId: number | null;
  today: string;
  tools?: readonly { slug: string; name: string }[];
  /** A new finding begins with a tool, and then with what is said of it. */
  tool?: string | undefined;
  claims?: readonly ClaimItem[];
};

/** What a finding says of itself. Status, fix, claims and trust have steps of their own. */
export function FindingForm({ finding, assessors, viewerId, today, tools = [], tool, claims = [] }: Props) {
  const t = useTranslations("findings.form");
  const behaviour = useTranslations("claims.behaviour");
  const api = "/api/v1/findings";
  return (
    <Panel>
      <ActionForm
        action={finding ? `${api}/${finding.id}` : api}
        submit={t(finding ? "save" : "create")}
        hidden={{ revision: finding?.revision }}
        secondary={
          <LinkButton href={finding ? `/findings/${finding.id}` : "/findings"} variant="quiet">
            {t("cancel")}
          </LinkButton>
        }
      >
        {!finding && (
          <Field
            name="tool"
            label={t("tool")}
            hint={t("toolHint")}
            defaultValue={tool ?? ""}
            list="tools"
            autoComplete="off"
            required
            maxLength={120}
          />
        )}
        <Field name="title" label={t("title")} hint={t("titleHint")} defaultValue={finding?.title} required maxLength={200} />
        <Field
          as="textarea"
          name="summary"
          label={t("summary")}
          hint={t("summaryHint")}
          defaultValue={finding?.summary}
          rows={5}
          required
          maxLength={4_000}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            as="select"
            name="behaviour"
            label={t("behaviour")}
            defaultValue={finding?.behaviour ?? "OTHER"}
            options={BEHAVIOURS.map((value) => ({ value, label: behaviour(value) }))}
          />
          <Field
            name="versionRange"
            label={t("versionRange")}
            hint={t("versionRangeHint")}
            defaultValue={finding?.versionRange ?? ""}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={2_000}
            isOptional
          />
          <Field name="openedOn" type="date" label={t("openedOn")} defaultValue={finding?.openedOn ?? today} required />
          <Field
            name="reviewOn"
            type="date"
            label={t("reviewOn")}
            hint={t("reviewOnHint")}
            defaultValue={finding?.reviewOn ?? ""}
            isOptional
          />
          <Field
            as="select"
            name="assessor"
            label={t("assessor")}
            hint={t("assessorHint")}
            defaultValue={String((finding ? finding.assessor?.id : viewerId) ?? "")}
            options={[{ value: "", label: t("nobody") }, ...assessors.map(({ id, name }) => ({ value: String(id), label: name }))]}
          />
        </div>
        {claims.length > 0 && <ClaimChoices claims={claims} label={t("claims")} hint={t("claimsHint")} />}
        <datalist id="tools">
          {tools.map(({ slug, name }) => (
            <option key={slug} value={slug} label={name} />
          ))}
        </datalist>
      </ActionForm>
    </Panel>
  );
}

/** Claims to tick, each with its number and how many independent origins bear it out. */
export function ClaimChoices({ claims, label, hint }: { claims: readonly ClaimItem[]; label: string; hint?: string }) {
  const t = useTranslations("findings.claims");
  const said = useTranslations("claims");
  return (
    <ChoiceField
      type="checkbox"
      name="claims"
      label={label}
      hint={hint}
      choices={claims.map(({ id, statement, confirmation, sources, independentOrigins }) => ({
        value: String(id),
        label: t("choice", { id, statement }),
        hint: `${said(`confirmation.${confirmation}`)} · ${t("sources", { sources, independent: independentOrigins })}`,
      }))}
    />
  );
}
