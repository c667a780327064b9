import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { AccessItem } from "@/lib/registry/models/access/queries";
import { MODES } from "@/lib/registry/models/access/rules";
import { knownChannels } from "@/lib/registry/models/channels";
import type { AccessChoices } from "@/lib/registry/models/queries";
import type { AccessMode } from "@/prisma/generated/enums";

/** How an edge is known. */
function EdgeFacts({ mode, source, asOf }: { mode?: AccessMode; source?: string; asOf?: string | null }) {
  const t = useTranslations("models.access");
  const words = useRegistryWords();
  const modes = useTranslations("models.families.mode");
  const isKey = source !== undefined && words.source(source) !== source;
  return (
    <>
      <ChoiceField
        name="mode"
        label={t("mode")}
        required
        choices={MODES.map((value) => ({
          value,
          label: modes(value),
          hint: t(`modeHint.${value}`),
          isChecked: value === mode,
        }))}
      />
      <Field
        name="source"
        label={t("source")}
        hint={isKey ? t("sourceKey", { key: source, words: words.source(source) }) : t("sourceHint")}
        defaultValue={source ?? ""}
        required
        maxLength={500}
      />
      <Field name="asOf" type="date" label={t("asOf")} hint={t("asOfHint")} isOptional defaultValue={asOf ?? ""} />
    </>
  );
}

function Cancel({ href }: { href: string }) {
  return <LinkButton href={href}>{useTranslations("models.form")("cancel")}</LinkButton>;
}

/** Records that a tool reaches a family. */
export function RecordAccessForm({ choices, tool, family }: { choices: AccessChoices; tool: string; family: string }) {
  const t = useTranslations("models.access");
  const choose = { value: "", label: t("choose") };
  const options = (rows: AccessChoices["tools"]) => [choose, ...rows.map(({ slug, name }) => ({ value: slug, label: name }))];
  return (
    <Panel>
      <ActionForm action="/api/v1/access" submit={t("record")} secondary={<Cancel href={family ? `/models/${family}` : "/models"} />}>
        <Field as="select" name="tool" label={t("tool")} defaultValue={tool} required options={options(choices.tools)} />
        <Field as="select" name="family" label={t("family")} defaultValue={family} required options={options(choices.families)} />
        <Field
          name="channel"
          label={t("channel")}
          hint={t("channelHint")}
          list="known-channels"
          required
          maxLength={200}
          autoComplete="off"
        />
        <datalist id="known-channels">
          {knownChannels().map(({ key, label }) => (
            <option key={key} value={label} />
          ))}
        </datalist>
        <EdgeFacts />
      </ActionForm>
    </Panel>
  );
}

/** Changes how an edge is known, or removes it with a reason. */
export function EditAccessForms({ edge }: { edge: AccessItem & { revision: number } }) {
  const t = useTranslations("models.access");
  const api = `/api/v1/access/${edge.id}`;
  const hidden = { revision: edge.revision };
  const names = { tool: edge.tool.name, family: edge.family.name, channel: edge.channel.label };
  return (
    <>
      <Panel title={t("how")}>
        <ActionForm action={api} submit={t("save")} hidden={hidden} secondary={<Cancel href={`/models/${edge.family.slug}`} />}>
          <EdgeFacts mode={edge.mode} source={edge.source} asOf={edge.asOf} />
        </ActionForm>
      </Panel>
      <Panel title={t("remove.title")}>
        <p className="mb-3 max-w-[68ch] text-ink-2">{t("remove.body", names)}</p>
        <ActionForm
          action={`${api}/removal`}
          submit={t("remove.button")}
          variant="danger"
          hidden={hidden}
          confirm={{ title: t("remove.confirm", names), body: t("remove.body", names), action: t("remove.button") }}
        >
          <Field name="reason" label={t("remove.reason")} hint={t("remove.reasonHint")} required minLength={3} maxLength={500} />
        </ActionForm>
      </Panel>
    </>
  );
}
