import { useTranslations } from "next-intl";
import { EntryCard } from "@/components/catalogue/entry-card";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField } from "@/components/ui/field";
import { entryKey } from "@/lib/registry/catalogue/difference/schema";
import type { ChangeItem, UpdateDetail } from "@/lib/registry/catalogue/updates/queries";

type Props = { update: UpdateDetail; entries: ChangeItem[]; canApply: boolean };

/** The entries of a page in the one form that applies them; for readers, and after the end, the entries alone. */
export function ApplyForm({ update, entries, canApply }: Props) {
  const t = useTranslations("catalogue.apply");
  const sourceOf = (key: string) => update.sources[key] ?? key;
  const cards = (
    <ul className="grid gap-3">
      {entries.map((entry) => (
        <EntryCard key={entryKey(entry)} entry={entry} sourceOf={sourceOf} canApply={canApply} />
      ))}
    </ul>
  );
  const open = entries.filter(({ appliedAt, state }) => appliedAt === null && state !== "removed");
  if (!canApply || update.counts.open === 0) return cards;
  return (
    <ActionForm
      action={`/api/v1/catalogue/updates/${update.id}/application`}
      submit={t("button")}
      hidden={{ page: open.map(entryKey) }}
      confirm={{ title: t("confirmTitle"), body: t("confirmBody"), action: t("button") }}
    >
      {cards}
      <ChoiceField
        name="scope"
        label={t("scope")}
        hint={t("hint")}
        choices={[
          { value: "chosen", label: t("chosen"), isChecked: true },
          { value: "page", label: t("page", { n: open.length }), isDisabled: open.length === 0 },
          { value: "all", label: t("all", { n: update.counts.waiting }), isDisabled: update.counts.waiting === 0 },
        ]}
      />
    </ActionForm>
  );
}
