import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useClassWords } from "@/components/risk/class-words";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ShownOverride, ToolClass } from "@/lib/risk/classes/queries";
import { RISK_CLASSES } from "@/lib/risk/classes/rules";

type Props = {
  slug: string;
  held: Pick<ToolClass, "computed" | "override" | "openOverride" | "pastOverrides">;
  /** What the date field offers, and the zone in words. */
  days: { first: string; last: string; zone: string };
  can: { propose: boolean; settle: boolean };
  /** Who reads this: nobody settles what they proposed. */
  personId: number | null;
};

/** Another class than the tables give: proposed by one, accepted by another, over at its end. */
export function ClassOverride({ slug, held: { computed, override, openOverride, pastOverrides }, days, can, personId }: Props) {
  const t = useTranslations("classes.override");
  if (!computed && pastOverrides.length === 0) return null;
  return (
    <Panel id="override" title={t("title")}>
      <p className="mb-3 text-ink-2">{t("lead")}</p>
      <div className="grid gap-5">
        {override && computed && <InForce slug={slug} override={override} computed={computed.class} canEnd={can.propose} />}
        {openOverride && computed && (
          <Open slug={slug} override={openOverride} computed={computed.class} canSettle={can.settle} personId={personId} />
        )}
        {!openOverride && computed && can.propose && <Propose slug={slug} computed={computed.class} days={days} />}
        {pastOverrides.length > 0 && <Past overrides={pastOverrides} />}
      </div>
    </Panel>
  );
}

type OneProps = { slug: string; override: ShownOverride; computed: NonNullable<ToolClass["computed"]>["class"] };

function InForce({ slug, override, computed, canEnd }: OneProps & { canEnd: boolean }) {
  const t = useTranslations("classes.override");
  const words = useClassWords();
  const said = { class: words.class(override.class), computed: words.class(computed) };
  return (
    <div className="grid gap-1">
      <p className="font-medium">{t.rich("inForce", { ...said, when: () => <When at={override.untilAt} kind="lastUse" /> })}</p>
      <p className="text-ink-2">{t.rich("by", { name: override.proposedBy, when: () => <When at={override.proposedAt} /> })}</p>
      <Line label={t("reason")}>{override.reason}</Line>
      {override.settledBy && override.settledAt && (
        <p className="text-ink-2">
          {t.rich("settled", { name: override.settledBy, when: () => <When at={override.settledAt ?? override.proposedAt} /> })}
        </p>
      )}
      {override.settleReason && <Line label={t("settleReason")}>{override.settleReason}</Line>}
      {canEnd && (
        <details className="mt-2">
          <summary className="fold">{t("end")}</summary>
          <div className="mt-2">
            <ActionForm action={`/api/v1/tools/${slug}/classification/overrides/${override.id}/end`} submit={t("end")} variant="danger">
              <Field as="textarea" rows={2} name="reason" label={t("endReason")} required minLength={3} maxLength={2000} />
            </ActionForm>
          </div>
        </details>
      )}
    </div>
  );
}

function Open({ slug, override, computed, canSettle, personId }: OneProps & { canSettle: boolean; personId: number | null }) {
  const t = useTranslations("classes.override");
  const words = useClassWords();
  const said = { name: override.proposedBy, class: words.class(override.class), computed: words.class(computed) };
  const isOwn = override.proposedById === personId;
  const action = `/api/v1/tools/${slug}/classification/overrides/${override.id}/settlement`;
  return (
    <div className="grid gap-1">
      <p className="font-medium">{t.rich("open", { ...said, when: () => <When at={override.untilAt} kind="lastUse" /> })}</p>
      <p className="text-ink-2">{t.rich("by", { name: override.proposedBy, when: () => <When at={override.proposedAt} /> })}</p>
      <Line label={t("reason")}>{override.reason}</Line>
      {canSettle && (
        <div className="mt-2">
          {isOwn ? (
            <ActionForm action={action} submit={t("withdrawSubmit")} hidden={{ decision: "withdraw" }}>
              <Field as="textarea" rows={2} name="reason" label={t("answerReason")} required minLength={3} maxLength={2000} />
            </ActionForm>
          ) : (
            <ActionForm action={action} submit={t("answer")} variant="primary">
              <ChoiceField
                name="decision"
                label={t("decide")}
                required
                isInline
                choices={[
                  { value: "accept", label: t("accept") },
                  { value: "decline", label: t("decline") },
                ]}
              />
              <Field as="textarea" rows={2} name="reason" label={t("answerReason")} required minLength={3} maxLength={2000} />
            </ActionForm>
          )}
        </div>
      )}
    </div>
  );
}

function Propose({ slug, computed, days }: Pick<OneProps, "slug" | "computed"> & { days: Props["days"] }) {
  const t = useTranslations("classes.override");
  const words = useClassWords();
  return (
    <details>
      <summary className="fold">{t("propose")}</summary>
      <div className="mt-3">
        <ActionForm action={`/api/v1/tools/${slug}/classification/overrides`} submit={t("submit")}>
          <ChoiceField
            name="class"
            label={t("class")}
            required
            isInline
            choices={RISK_CLASSES.filter((one) => one !== computed).map((value) => ({ value, label: words.class(value) }))}
          />
          <Field
            name="until"
            type="date"
            label={t("until")}
            hint={t("untilHint", { zone: days.zone })}
            min={days.first}
            max={days.last}
            required
            className="max-w-60"
          />
          <Field as="textarea" name="reason" label={t("reasonField")} required minLength={3} maxLength={2000} />
        </ActionForm>
      </div>
    </details>
  );
}

function endingKey({ status, endReason, endedBy }: ShownOverride) {
  if (status === "DISMISSED") return "wasDeclined" as const;
  if (status === "WITHDRAWN") return "wasWithdrawn" as const;
  if (endReason) return "wasEnded" as const;
  return endedBy ? ("wasReplaced" as const) : ("wasExpired" as const);
}

function Past({ overrides }: { overrides: readonly ShownOverride[] }) {
  const t = useTranslations("classes.override");
  const words = useClassWords();
  return (
    <details>
      <summary className="fold">{t("past", { n: overrides.length })}</summary>
      <ol className="mt-2 grid gap-3 border-l border-line pl-4">
        {overrides.map((one) => (
          <li key={one.id} className="grid gap-0.5">
            <p className="font-medium">
              {t(endingKey(one), { class: words.class(one.class), name: one.proposedBy, by: one.endedBy ?? "–" })}
            </p>
            <p className="text-ink-2">
              <When at={one.endedAt ?? one.settledAt ?? one.untilAt} />
            </p>
            <Line label={t("reason")}>{one.reason}</Line>
            {(one.endReason ?? one.settleReason) && <Line label={t("answerReason")}>{one.endReason ?? one.settleReason}</Line>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="max-w-[68ch] break-words">
      <span className="text-ink-2">{label}:</span> {children}
    </p>
  );
}
