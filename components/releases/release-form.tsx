import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { IdentifierKind } from "@/prisma/generated/enums";

type Props = { slug: string; kinds: readonly IdentifierKind[]; draft: { kind?: string | undefined; version?: string | undefined } };

/** One release by hand. The kinds of the tool's own identifiers stand first. */
export function ReleaseForm({ slug, kinds, draft }: Props) {
  const t = useTranslations("releases.new");
  const words = useRegistryWords();
  return (
    <Panel title={t("byHand")}>
      <ActionForm action={`/api/v1/tools/${slug}/releases`} submit={t("submit")} variant="primary">
        <Field
          as="select"
          name="kind"
          label={t("kind")}
          hint={t("kindHint")}
          defaultValue={draft.kind ?? kinds[0]}
          options={kinds.map((kind) => ({ value: kind, label: words.of("kind", kind) }))}
        />
        <Field
          name="version"
          label={t("version")}
          hint={t("versionHint")}
          defaultValue={draft.version}
          maxLength={256}
          required
          autoComplete="off"
          spellCheck={false}
        />
        <Field name="publishedAt" type="date" label={t("publishedAt")} hint={t("publishedAtHint")} isOptional />
        <CheckField name="isWithdrawn" label={t("isWithdrawn")} hint={t("isWithdrawnHint")} />
        <Field name="source" label={t("source")} hint={t("sourceHint")} maxLength={300} required />
        <Field as="textarea" name="note" label={t("note")} maxLength={1_000} isOptional />
      </ActionForm>
    </Panel>
  );
}
