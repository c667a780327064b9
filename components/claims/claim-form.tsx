import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolChoices } from "@/lib/registry/tools/queries";
import type { ClaimDetail } from "@/lib/risk/claims/detail/queries";
import { BEARINGS, BEHAVIOURS, MILESTONES } from "@/lib/risk/claims/rules";

type Props = {
  /** Null: a new one. */
  claim: ClaimDetail | null;
  choices: ToolChoices;
  /** The last day that can be given, where the reader is. */
  today: string;
  /** Of a new one, whom the address names. */
  subject?: { tool?: string | undefined; vendor?: string | undefined };
};

/** What is said, of whom, and since when. */
export function ClaimForm({ claim, choices, today, subject = {} }: Props) {
  const t = useTranslations("claims");
  const api = "/api/v1/claims";
  const none = { value: "", label: t("none") };
  const dates = { type: "date", min: "1900-01-01", max: today } as const;
  return (
    <Panel>
      <p className="mb-4 max-w-[68ch] text-ink-2">{t("form.lead")}</p>
      <ActionForm
        action={claim ? `${api}/${claim.id}` : api}
        submit={t(claim ? "form.save" : "form.create")}
        hidden={{ revision: claim?.revision }}
        secondary={
          <LinkButton href={claim ? `/claims/${claim.id}` : "/claims"} variant="quiet">
            {t("form.cancel")}
          </LinkButton>
        }
      >
        <Field
          as="textarea"
          name="statement"
          label={t("form.statement")}
          hint={t("form.statementHint")}
          defaultValue={claim?.statement ?? ""}
          required
          maxLength={1_000}
          rows={3}
        />
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            name="tool"
            label={t("form.tool")}
            hint={t("form.toolHint")}
            defaultValue={claim ? (claim.tool?.slug ?? "") : (subject.tool ?? "")}
            list="claim-tools"
            autoComplete="off"
            maxLength={200}
            isOptional
          />
          <Field
            name="vendor"
            label={t("form.vendor")}
            hint={t("form.vendorHint")}
            defaultValue={claim ? (claim.tool ? "" : (claim.vendor?.slug ?? "")) : (subject.vendor ?? "")}
            list="claim-vendors"
            autoComplete="off"
            maxLength={200}
            isOptional
          />
          <Field
            name="versionRange"
            label={t("form.versionRange")}
            hint={t("form.versionRangeHint")}
            defaultValue={claim?.versionRange ?? ""}
            maxLength={2_000}
            autoCapitalize="none"
            spellCheck={false}
            isOptional
          />
          <Field
            name="reportedOn"
            label={t("form.reportedOn")}
            hint={t("form.reportedOnHint")}
            defaultValue={claim?.reportedOn}
            {...dates}
            required
          />
          <Field
            as="select"
            name="bearing"
            label={t("form.bearing")}
            hint={t("form.bearingHint")}
            defaultValue={claim?.bearing ?? "RAISES"}
            options={BEARINGS.map((value) => ({ value, label: t(`bearing.${value}`) }))}
          />
          <Field
            as="select"
            name="behaviour"
            label={t("form.behaviour")}
            defaultValue={claim?.behaviour ?? ""}
            options={[none, ...BEHAVIOURS.map((value) => ({ value, label: t(`behaviour.${value}`) }))]}
          />
          <Field
            as="select"
            name="milestone"
            label={t("form.milestone")}
            hint={t("form.milestoneHint")}
            defaultValue={claim?.milestone ?? ""}
            options={[none, ...MILESTONES.map((value) => ({ value, label: t(`milestone.${value}`) }))]}
          />
          <Field name="happenedOn" label={t("form.happenedOn")} defaultValue={claim?.happenedOn ?? ""} {...dates} isOptional />
        </div>
        <Field
          as="textarea"
          name="note"
          label={t("form.note")}
          hint={t("form.noteHint")}
          defaultValue={claim?.note ?? ""}
          maxLength={4_000}
          isOptional
        />
        <Suggestions id="claim-tools" of={choices.tools} />
        <Suggestions id="claim-vendors" of={choices.vendors} />
      </ActionForm>
    </Panel>
  );
}

function Suggestions({ id, of }: { id: string; of: readonly { slug: string; name: string }[] }) {
  return (
    <datalist id={id}>
      {of.map(({ slug, name }) => (
        <option key={slug} value={slug} label={name} />
      ))}
    </datalist>
  );
}
