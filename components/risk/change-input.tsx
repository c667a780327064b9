import { useTranslations } from "next-intl";
import { ClassName } from "@/components/risk/class-tag";
import { useClassWords } from "@/components/risk/class-words";
import { ActionForm } from "@/components/ui/action-form";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ClaimMention, InputPreview, ShownInput } from "@/lib/risk/classes/queries";
import { NOTICE_DAYS, UNKNOWN } from "@/lib/risk/classes/rules";
import { CLASS_INPUTS, TABLE_IDS } from "@/lib/risk/tables/schema";

/** The first step: another value. An address form, so that looking at what would change needs no script and can be shared. */
export function ChooseValue({ slug, input, chosen }: { slug: string; input: ShownInput; chosen: string | undefined }) {
  const t = useTranslations("classes.change");
  const words = useClassWords();
  const held = chosen ?? (input.isAssumed ? UNKNOWN : input.value);
  return (
    <Panel id="change" title={t("title", { input: words.input(input.input) })}>
      <form action={`/tools/${slug}/class#change`} className="grid gap-4">
        <input type="hidden" name="input" value={input.input} />
        <ChoiceField
          name="value"
          label={t("value")}
          required
          choices={[...CLASS_INPUTS[input.input], UNKNOWN].map((value) => ({
            value,
            label: words.value(value),
            hint: words.meaning(value),
            isChecked: value === held,
          }))}
        />
        <div className="flex flex-wrap gap-2">
          <button type="submit" className={buttonClass({ variant: "primary" })}>
            {t("look")}
          </button>
          <LinkButton href={`/tools/${slug}/class#inputs`} variant="quiet">
            {t("cancel")}
          </LinkButton>
        </div>
      </form>
    </Panel>
  );
}

type SaveProps = { slug: string; input: ShownInput; value: string; preview: InputPreview; claims: readonly ClaimMention[] };

/** The second step: what would change, then the reason. */
export function SaveValue({ slug, input, value, preview, claims }: SaveProps) {
  const t = useTranslations("classes.change");
  const inputs = useTranslations("classes.inputs");
  const words = useClassWords();
  return (
    <Panel id="change" title={t("title", { input: words.input(input.input) })}>
      <Preview preview={preview} />
      <div className="mt-4 border-t border-line pt-4">
        <ActionForm
          action={`/api/v1/tools/${slug}/classification/inputs`}
          hidden={{ input: input.input, value, replaces: input.set?.id ?? 0 }}
          submit={t("save", { input: words.input(input.input), value: words.value(value) })}
          variant="primary"
          secondary={
            <LinkButton href={`/tools/${slug}/class?input=${input.input}#change`} variant="quiet">
              {t("back")}
            </LinkButton>
          }
        >
          <Field as="textarea" name="reason" label={t("reason")} hint={t("reasonHint")} required minLength={3} maxLength={2000} />
          <Field as="textarea" rows={2} name="evidence" label={t("evidence")} hint={t("evidenceHint")} isOptional maxLength={2000} />
          {claims.length > 0 && (
            <ChoiceField
              type="checkbox"
              name="claims"
              label={t("claims")}
              isOptional
              choices={claims.map(({ id, statement }) => ({
                value: String(id),
                label: inputs("claim", { id: String(id), statement }),
                isChecked: input.set?.claims.some((one) => one.id === id) ?? false,
              }))}
            />
          )}
        </ActionForm>
      </div>
    </Panel>
  );
}

/** Outcome per table, class, notice and everything else that would or would not move. */
function Preview({ preview: { before, after, proposal, overriddenBy } }: { preview: InputPreview }) {
  const t = useTranslations("classes.change");
  const words = useClassWords();
  const move = (was: string, is: string) => (was === is ? t("same", { value: is }) : t("moves", { before: was, after: is }));
  const days = (of: typeof before) => {
    const n = NOTICE_DAYS[of.class];
    return n === null ? t("noticeNone") : t("noticeDays", { n });
  };
  return (
    <section aria-label={t("previewTitle")} className="grid gap-3">
      <h3>{t("previewTitle")}</h3>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {TABLE_IDS.map((id) => (
          <div key={id}>
            <dt className="text-caption text-ink-2">{words.input(id)}</dt>
            <dd>{move(words.value(before.outcomes[id]), words.value(after.outcomes[id]))}</dd>
          </div>
        ))}
        <div>
          <dt className="text-caption text-ink-2">{t("class")}</dt>
          <dd className="flex flex-wrap items-center gap-2">
            {before.class !== after.class && (
              <>
                <ClassName of={before.class} /> <span aria-hidden="true">→</span>
              </>
            )}
            <ClassName of={after.class} />
          </dd>
        </div>
        <div>
          <dt className="text-caption text-ink-2">{t("notice")}</dt>
          <dd>{move(days(before), days(after))}</dd>
        </div>
      </dl>
      <ul className="grid gap-0.5">
        <li>{t(`proposal.${proposal}`)}</li>
        {overriddenBy && <li>{t("overridden", { class: words.class(overriddenBy) })}</li>}
        <li>{t("banless")}</li>
      </ul>
    </section>
  );
}
