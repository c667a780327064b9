import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { CheckField, ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolChoices } from "@/lib/registry/tools/queries";
import { HOSTINGS, TOUCHES, type ToolFields } from "@/lib/registry/tools/schema";
import { Confidence, ToolStatus } from "@/prisma/generated/enums";

const CLIENTS = ["cli", "desktop", "ide-extension", "browser-extension", "web", "api", "mobile", "cloud", "self-hosted", "saas"] as const;

type Props = {
  /** Without one the form adds a tool. */
  tool: { slug: string; revision: number } | null;
  values: Partial<ToolFields>;
  choices: ToolChoices;
};

/** Everything that is known of a tool except what it is recognised by, the models it reaches and what was decided. */
export function ToolForm({ tool, values, choices }: Props) {
  const t = useTranslations("tools.form");
  return (
    <ActionForm
      action={tool ? `/api/v1/tools/${tool.slug}` : "/api/v1/tools"}
      submit={t(tool ? "save" : "create")}
      hidden={tool ? { revision: tool.revision } : {}}
      secondary={<LinkButton href={tool ? `/tools/${tool.slug}` : "/registry"}>{t("cancel")}</LinkButton>}
    >
      <WhatItIs values={values} choices={choices} isNew={tool === null} />
      <WhereItRuns values={values} />
      <Facts values={values} choices={choices} />
      <OpenModels values={values} />
    </ActionForm>
  );
}

type Part = { values: Partial<ToolFields>; choices: ToolChoices };

function WhatItIs({ values, choices, isNew }: Part & { isNew: boolean }) {
  const t = useTranslations("tools.form");
  const words = useRegistryWords();
  const category = values.category ?? "";
  const categories = [...new Set([...choices.categories, ...(category ? [category] : [])])].map((value) => ({
    value,
    label: words.of("category", value),
  }));
  return (
    <Panel title={t("what")}>
      <div className="grid max-w-[48rem] gap-4">
        <Field name="name" label={t("name")} defaultValue={values.name ?? ""} required maxLength={120} autoComplete="off" />
        <CheckField name="isDistinct" label={t("isDistinct")} isOnceRefused />
        {isNew && <Field name="slug" label={t("slug")} hint={t("slugHint")} isOptional maxLength={80} autoComplete="off" />}
        <Lines name="aliases" label={t("aliases")} hint={t("aliasesHint")} values={values.aliases} />
        <div className="grid gap-1">
          <Field
            name="vendor"
            label={t("vendor")}
            hint={t("vendorHint")}
            defaultValue={values.vendor ?? ""}
            list="vendor-choices"
            required
            maxLength={120}
            autoComplete="off"
          />
          <p className="text-ink-2">
            {t.rich("vendorMissing", {
              link: (chunks) => (
                <Link className="link" href="/vendors/new">
                  {chunks}
                </Link>
              ),
            })}
          </p>
        </div>
        <Field
          as="select"
          name="category"
          label={t("category")}
          defaultValue={category}
          required
          options={[...(category ? [] : [{ value: "", label: t("categoryChoose") }]), ...categories]}
        />
      </div>
      <Choices id="vendor-choices" named={choices.vendors} />
    </Panel>
  );
}

function WhereItRuns({ values }: Pick<Part, "values">) {
  const t = useTranslations("tools.form");
  const words = useRegistryWords();
  const group = (name: "clients" | "touches" | "hosting", offered: readonly string[]) => {
    const chosen = values[name] ?? [];
    const group = name === "clients" ? "client" : name;
    return (
      <ChoiceField
        type="checkbox"
        name={name}
        label={t(name)}
        isInline
        choices={[...new Set([...offered, ...chosen])].map((value) => ({
          value,
          label: words.of(group, value),
          isChecked: chosen.includes(value),
        }))}
      />
    );
  };
  return (
    <Panel title={t("where")}>
      <div className="grid gap-4">
        {group("clients", CLIENTS)}
        {group("hosting", HOSTINGS)}
        {group("touches", TOUCHES)}
      </div>
    </Panel>
  );
}

function Facts({ values, choices }: Part) {
  const t = useTranslations("tools.form");
  const words = useRegistryWords();
  return (
    <Panel title={t("facts")}>
      <div className="grid max-w-[48rem] gap-4">
        <Field
          name="homepage"
          type="url"
          label={t("homepage")}
          hint={t("homepageHint")}
          defaultValue={values.homepage ?? ""}
          isOptional
          maxLength={500}
          pattern="https://.*"
        />
        <Field name="licence" label={t("licence")} defaultValue={values.licence ?? ""} isOptional maxLength={200} />
        <Field
          as="select"
          name="status"
          label={t("status")}
          defaultValue={values.status ?? "ACTIVE"}
          options={Object.values(ToolStatus).map((value) => ({ value, label: words.of("status", value) }))}
        />
        <Field
          name="successor"
          label={t("successor")}
          hint={t("successorHint")}
          defaultValue={values.successor ?? ""}
          list="tool-choices"
          isOptional
          maxLength={120}
          autoComplete="off"
        />
        <Field
          as="select"
          name="confidence"
          label={t("confidence")}
          defaultValue={values.confidence ?? "HIGH"}
          options={Object.values(Confidence).map((value) => ({
            value,
            label: `${words.of("confidence", value)} – ${words.of("confidenceMeans", value)}`,
          }))}
        />
        <Field
          as="textarea"
          name="notes"
          label={t("notes")}
          hint={t("notesHint")}
          defaultValue={values.notes ?? ""}
          isOptional
          maxLength={4_000}
          rows={4}
        />
      </div>
      <Choices id="tool-choices" named={choices.tools} />
    </Panel>
  );
}

function OpenModels({ values }: Pick<Part, "values">) {
  const t = useTranslations("tools.form");
  return (
    <Panel title={t("models")}>
      <div className="grid max-w-[48rem] gap-4">
        <Lines name="anyService" label={t("anyService")} hint={t("anyServiceHint")} values={values.anyService} />
        <Lines name="anyWeights" label={t("anyWeights")} hint={t("anyWeightsHint")} values={values.anyWeights} />
      </div>
    </Panel>
  );
}

function Lines({ name, label, hint, values }: { name: string; label: string; hint: string; values: readonly string[] | undefined }) {
  const rows = Math.min(8, Math.max(2, (values?.length ?? 0) + 1));
  return (
    <Field
      as="textarea"
      name={name}
      label={label}
      hint={hint}
      defaultValue={(values ?? []).join("\n")}
      isOptional
      maxLength={5_100}
      rows={rows}
    />
  );
}

/** What the browser offers while somebody types; anything else can be typed as well. */
export function Choices({ id, named }: { id: string; named: readonly { slug: string; name: string }[] }) {
  return (
    <datalist id={id}>
      {named.map(({ slug, name }) => (
        <option key={slug} value={slug} label={name} />
      ))}
    </datalist>
  );
}
