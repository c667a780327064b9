import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { When } from "@/components/ui/when";
import { NAME_MAX, TEXT_MAX } from "@/lib/registry/requests/schema";

type Props = {
  /** What was looked for. */
  name: string;
  /** A tool that the registry knows: its name is not to be changed. */
  tool?: { slug: string; name: string } | null;
  uses: readonly string[];
  waiting: { ownSince: Date | null; others: number };
};

/** Asks for a tool, or says that this person already does. */
export function AskForm({ name, tool = null, uses, waiting: { ownSince, others } }: Props) {
  const t = useTranslations("requests.ask");
  const words = useRegistryWords();
  if (ownSince) return <p>{t.rich("own", { when: () => <When key="when" at={ownSince} kind="date" /> })}</p>;
  const kinds = uses.map((use) => ({ value: use, label: words.of("category", use) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className="grid gap-3">
      <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
      {others > 0 && <p className="max-w-[68ch]">{t("waiting", { n: others })}</p>}
      <ActionForm
        action="/api/v1/requests"
        submit={t("button")}
        variant="primary"
        hidden={tool ? { tool: tool.slug, name: tool.name } : {}}
      >
        {!tool && <Field name="name" label={t("name")} defaultValue={name.slice(0, NAME_MAX)} required maxLength={NAME_MAX} />}
        {!tool && <Field name="homepage" type="url" label={t("homepage")} hint={t("homepageHint")} maxLength={300} isOptional />}
        {!tool && <Field as="select" name="category" label={t("category")} options={[{ value: "", label: t("categoryNone") }, ...kinds]} />}
        <Field as="textarea" name="purpose" label={t("purpose")} hint={t("purposeHint")} required minLength={3} maxLength={TEXT_MAX} />
      </ActionForm>
    </div>
  );
}
