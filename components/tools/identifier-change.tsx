import { useTranslations } from "next-intl";
import { IdentifierFields } from "@/components/tools/identifier-preview";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ListedIdentifier, RemovalEffect } from "@/lib/registry/tools/identifiers/queries";

type Props = { tool: { slug: string; name: string; revision: number }; identifier: ListedIdentifier; effect: RemovalEffect };

/** Edits one identifier, or removes it after saying what stops being recognised. */
export function IdentifierChange({
  tool,
  identifier: { id, value, confidence, source, note },
  effect: { software, devices, bans },
}: Props) {
  const t = useTranslations("tools.identifier");
  const api = `/api/v1/tools/${tool.slug}/identifiers/${id}`;
  const back = `/tools/${tool.slug}/identifiers?change=${id}`;
  return (
    <div id="change" className="grid gap-5">
      <Panel title={t("editTitle", { value })}>
        <ActionForm action={api} submit={t("saveEdit")} hidden={{ revision: tool.revision }} returnTo={back}>
          <IdentifierFields confidence={confidence} source={source} note={note ?? ""} isNoteNeeded={false} />
        </ActionForm>
      </Panel>
      <Panel title={t("removeTitle", { value })}>
        <p className="max-w-[68ch]">{t("removeEffect", { software, devices, tool: tool.name })}</p>
        {bans.length > 0 && (
          <ul className="mt-1 grid gap-1">
            {bans.map(({ code, title, people }) => (
              <li key={code}>{t("removeBan", { ban: title ? `${code} · ${title}` : code, people })}</li>
            ))}
          </ul>
        )}
        <div className="mt-3">
          <ActionForm action={`${api}/removal`} submit={t("remove")} variant="danger" returnTo={back}>
            <Field
              name="reason"
              label={t("removeReason")}
              required
              minLength={3}
              maxLength={500}
              className="max-w-[40rem]"
              autoComplete="off"
            />
          </ActionForm>
        </div>
      </Panel>
    </div>
  );
}
