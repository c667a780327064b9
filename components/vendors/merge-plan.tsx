import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { MergePreview } from "@/lib/registry/vendors/merge/queries";
import { fieldWords, type VendorField } from "@/lib/registry/vendors/rules";

const MOVES = ["tools", "families", "vendors", "events"] as const;
const FACTS = ["name", "legalName", "parent", "hqCountry", "hqCity", "countriesNotServed", "notes", "confidence"] as const;

/** The second step of a merge: exactly what moves and stays, and the button. */
export function MergePlan({ plan, address }: { plan: MergePreview; address: Address }) {
  const t = useTranslations("vendors.merge");
  const say = useTranslations();
  const { loser, winner, moves, whyNot } = plan;
  const names = { loser: loser.name, winner: winner.name };
  return (
    <div className="grid gap-5">
      <Panel title={t("moves", names)}>
        <ul className="list-disc pl-5">
          {MOVES.map((kind) => (
            <li key={kind}>{t(kind, { n: moves[kind] })}</li>
          ))}
        </ul>
        <p className="mt-3 max-w-[80ch] text-ink-2">{t("bans", names)}</p>
      </Panel>
      <Panel title={t("facts")} isFlush>
        <FactsTable plan={plan} address={address} />
      </Panel>
      <Panel>
        <ActionForm
          action={`/api/v1/vendors/${loser.slug}/merge`}
          submit={t("submit", names)}
          variant="danger"
          hidden={{ into: winner.slug, revision: loser.revision, intoRevision: winner.revision }}
          confirm={{ title: t("confirm", names), body: t("confirmBody", names), action: t("submit", names) }}
          disabledReason={whyNot && say(whyNot.key, whyNot.values)}
          secondary={
            <LinkButton href={address.path} variant="quiet">
              {t("other")}
            </LinkButton>
          }
        >
          {!whyNot && (
            <Field
              as="textarea"
              name="reason"
              label={t("reason")}
              hint={t("reasonHint")}
              required
              minLength={3}
              maxLength={500}
              rows={2}
              className="max-w-[40rem]"
            />
          )}
        </ActionForm>
      </Panel>
    </div>
  );
}

function FactsTable({ plan: { loser, winner, facts }, address }: { plan: MergePreview; address: Address }) {
  const t = useTranslations("vendors.merge");
  const labels = useTranslations("vendors.form");
  const words = useRegistryWords();
  const locale = useLocale();
  const wordsOf = (field: VendorField, values: MergePreview["facts"]["fields"]) =>
    (field === "confidence" ? words.of("confidence", values.confidence) : fieldWords(field, values, locale)) || t("empty");
  const columns: Column<VendorField>[] = [
    { id: "fact", header: t("fact"), cell: (field) => labels(field) },
    { id: "loser", header: loser.name, cell: (field) => wordsOf(field, loser.fields) },
    { id: "winner", header: winner.name, cell: (field) => wordsOf(field, winner.fields) },
    {
      id: "stays",
      header: t("stays"),
      cell: (field) => (
        <>
          {wordsOf(field, facts.fields)}
          {facts.filled.includes(field) && wordsOf(field, facts.fields) === wordsOf(field, loser.fields) && (
            <span className="text-ink-2"> ({t("filled", { loser: loser.name })})</span>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable caption={t("factsCaption")} columns={columns} rows={FACTS} rowId={(field) => field} address={address} empty={null} isPlain />
  );
}
