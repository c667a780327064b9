import { useTranslations } from "next-intl";
import { useClassWords } from "@/components/risk/class-words";
import { EditionStatus } from "@/components/risk/editions-table";
import { ActionForm } from "@/components/ui/action-form";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ShownEdition } from "@/lib/risk/tables/queries";

/** Whose tables these are, and that they are the ones they say. */
export function EditionFacts({ edition }: { edition: ShownEdition }) {
  const t = useTranslations("classes.tables.edition");
  const { content, checksum, status, proposedBy, proposedAt, settledBy, settleReason, currentFrom, currentUntil } = edition;
  return (
    <Panel title={t("facts")}>
      <Facts
        facts={[
          { label: t("status"), value: <EditionStatus status={status} /> },
          { label: t("source"), value: `${content.source.publisher} (${content.name})` },
          { label: t("licence"), value: content.source.licence },
          { label: t("addedBy"), value: proposedBy ?? t("system") },
          { label: t("added"), value: <When at={proposedAt} /> },
          ...(settledBy ? [{ label: t("settledBy"), value: settledBy }] : []),
          ...(settleReason ? [{ label: t("settleReason"), value: settleReason }] : []),
          ...(currentFrom ? [{ label: t("from"), value: <When at={currentFrom} /> }] : []),
          ...(currentUntil ? [{ label: t("until"), value: <When at={currentUntil} /> }] : []),
          { label: t("checksum"), value: <span className="break-all">{checksum}</span> },
        ]}
      />
    </Panel>
  );
}

/** A warning that hinders nobody: a company may know why. */
export function EditionBreaks({ breaks }: { breaks: ShownEdition["breaks"] }) {
  const t = useTranslations("classes.tables.edition");
  const words = useClassWords();
  const [first] = breaks;
  if (!first) return null;
  return (
    <Notice tone="due" title={t("breaksTitle")}>
      {t("breaks", {
        ...{ n: breaks.length, table: words.input(first.table), input: words.input(first.input) },
        ...{ from: first.from.row + 1, fromOutcome: words.value(first.from.outcome) },
        ...{ to: first.to.row + 1, toOutcome: words.value(first.to.outcome) },
      })}
    </Notice>
  );
}

type SettleProps = { id: number; version: string; isOwn: boolean; can: { adopt: boolean; discard: boolean } };

export function SettleEdition({ id, version, isOwn, can }: SettleProps) {
  const t = useTranslations("classes.tables.edition");
  if (!can.adopt && !can.discard) return null;
  return (
    <div className="grid items-start gap-5 md:grid-cols-2">
      {can.adopt && (
        <Panel title={t("adopt", { version })}>
          <ActionForm
            action={`/api/v1/risk-tables/${id}/adoption`}
            submit={t("adopt", { version })}
            variant="primary"
            disabledReason={isOwn ? t("own") : null}
            confirm={{ title: t("adoptTitle"), body: t("adoptBody"), action: t("adopt", { version }) }}
          >
            {!isOwn && <Field as="textarea" name="reason" label={t("adoptReason")} required minLength={3} maxLength={2000} />}
          </ActionForm>
        </Panel>
      )}
      {can.discard && (
        <Panel title={t("discard", { version })}>
          <ActionForm action={`/api/v1/risk-tables/${id}/discard`} submit={t("discard", { version })}>
            <Field as="textarea" name="reason" label={t("discardReason")} required minLength={3} maxLength={2000} />
          </ActionForm>
        </Panel>
      )}
    </div>
  );
}
