import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ConfidenceField, ReasonField, ToolField } from "@/components/triage/step-fields";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { TriageDetail } from "@/lib/inventory/triage/queries";
import { nameForTool } from "@/lib/inventory/triage/rules";
import { namesSoftware } from "@/lib/registry/tools/identifiers/rules";

const ACTIONS = "/api/v1/triage/actions";

/** `categories`: those that tools of the registry have. */
type Props = { item: TriageDetail; categories: readonly string[] };

/** What an officer does with one piece of software that waits. */
export function ItemForms({ item, categories }: Props) {
  const t = useTranslations("triage");
  const one = { items: [item.id] };
  const isTool = namesSoftware(item.kind);
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <div className="grid gap-4">
        {isTool ? <AssignForm item={item} /> : <p className="card">{t("cannot")}</p>}
        <Panel title={t("dismiss.title")}>
          <ActionForm action={ACTIONS} submit={t("dismiss.submit")} variant="secondary" hidden={{ deed: "dismiss", ...one }}>
            <ReasonField hint={t("step.reasonAlone")} required />
          </ActionForm>
        </Panel>
      </div>
      {isTool && <CreateForm item={item} categories={categories} />}
    </div>
  );
}

/** Those that the signals name come first: one press each. */
function AssignForm({ item }: { item: TriageDetail }) {
  const t = useTranslations("triage");
  const tools = item.signals.flatMap(({ like }) => (like?.kind === "tool" ? [like] : []));
  const suggested = [...new Map(tools.map(({ slug, name }) => [slug, { slug, name }])).values()];
  const hidden = { deed: "assign", items: [item.id] };
  return (
    <Panel title={t("assign.title")}>
      <div className="grid gap-4">
        <p className="text-ink-2">{t("assign.body")}</p>
        {item.alike.length > 0 && (
          <p>{t("alike", { publishers: item.alike.map(({ publisher }) => publisher || t("nobody")).join(", ") })}</p>
        )}
        {suggested.length > 0 && (
          <div className="grid gap-2">
            <h3>{t("assign.suggested")}</h3>
            {suggested.map(({ slug, name }) => (
              <ActionForm
                key={slug}
                action={ACTIONS}
                submit={t("assign.to", { tool: name })}
                variant="secondary"
                hidden={{ ...hidden, tool: slug }}
                isInline
              />
            ))}
          </div>
        )}
        <ActionForm action={ACTIONS} submit={t("assign.submit")} hidden={hidden}>
          <ToolField hint={t("step.toolAlone")} required />
          <ConfidenceField />
        </ActionForm>
      </div>
    </Panel>
  );
}

function CreateForm({ item, categories }: Props) {
  const t = useTranslations("triage.create");
  const words = useRegistryWords();
  const vendor = item.signals.find(({ like }) => like?.kind === "vendor")?.like?.name ?? item.publisher;
  return (
    <Panel title={t("title")}>
      <div className="grid gap-4">
        <p className="text-ink-2">{t("body")}</p>
        <ActionForm
          action={ACTIONS}
          submit={t("submit")}
          variant="secondary"
          hidden={{ deed: "create", items: [item.id] }}
          secondary={
            <Link className="link" href="/vendors">
              {t("newVendor")}
            </Link>
          }
        >
          <Field name="name" label={t("name")} defaultValue={nameForTool(item.name).slice(0, 120)} required maxLength={120} />
          <Field
            name="vendor"
            label={t("vendor")}
            hint={t("vendorHint")}
            defaultValue={vendor.slice(0, 120)}
            list="triage-vendors"
            required
            maxLength={120}
            autoComplete="off"
          />
          <Field
            as="select"
            name="category"
            label={t("category")}
            required
            defaultValue=""
            options={[{ value: "", label: t("choose") }, ...categories.map((value) => ({ value, label: words.of("category", value) }))]}
          />
          <ConfidenceField />
          <CheckField name="isDistinct" label={t("isDistinct")} isOnceRefused />
        </ActionForm>
      </div>
    </Panel>
  );
}

/** Set aside: by whom, why, and the way back. */
export function Reopen({ id }: { id: number }) {
  const t = useTranslations("triage.dismiss");
  return (
    <ActionForm action={ACTIONS} submit={t("reopen")} variant="secondary" size="small" hidden={{ deed: "reopen", items: [id] }} isInline />
  );
}
