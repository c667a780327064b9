import Link from "next/link";
import { useTranslations } from "next-intl";
import { ConfirmationTag } from "@/components/duties/said-tag";
import { ActionForm } from "@/components/ui/action-form";
import { type Fact, Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { Viewer } from "@/lib/auth/viewer";
import type { ConfirmationItem } from "@/lib/compliance/confirmations/queries";
import { whyNotSettle } from "@/lib/compliance/confirmations/rules";

/** What somebody said in full; for a record that waits, the two answers a second person can give. */
export function ConfirmationLook({ item, viewer, closeHref }: { item: ConfirmationItem; viewer: Viewer; closeHref: string }) {
  const t = useTranslations("duties");
  const say = useTranslations();
  const { person, kind, state, proof } = item;
  const whyNot = whyNotSettle(item, viewer);
  const isAsked = proof === "RECORD" && state === "waiting";
  const facts: Fact[] = [
    { label: t("list.team"), value: item.team.name },
    { label: t("list.at"), value: <When at={item.at} /> },
    ...(item.reference ? [{ label: t("list.record"), value: item.reference }] : []),
    ...(item.by && item.settledAt ? [{ label: t("list.by"), value: <By by={item.by} at={item.settledAt} /> }] : []),
  ];
  return (
    <Panel
      title={t("look.of", { name: person.name, what: t(`kind.${kind}`) })}
      aside={
        <Link className="link" href={closeHref} scroll={false}>
          {t("look.close")}
        </Link>
      }
    >
      <div className="grid gap-4">
        <div>
          <ConfirmationTag state={state} />
        </div>
        <Facts facts={facts} />
        {item.wording && (
          <div>
            <p className="text-caption text-ink-2">{t("list.wording")}</p>
            <p className="max-w-[68ch]">{item.wording}</p>
          </div>
        )}
        {item.note && <p className="max-w-[68ch] whitespace-pre-wrap">{item.note}</p>}
        {item.rejectReason && <p className="max-w-[68ch]">{t("look.refusedBecause", { reason: item.rejectReason })}</p>}
        {isAsked && (
          <>
            <p className="max-w-[68ch] text-ink-2">{t("look.lead")}</p>
            <ActionForm
              action={`/api/v1/confirmations/${item.id}/verification`}
              submit={t("look.accept")}
              variant="primary"
              disabledReason={whyNot && say(whyNot.key, whyNot.values)}
            />
            {!whyNot && (
              <details>
                <summary className="fold">{t("look.refuse")}</summary>
                <div className="mt-3">
                  <ActionForm action={`/api/v1/confirmations/${item.id}/refusal`} submit={t("look.refuse")}>
                    <Field
                      as="textarea"
                      name="reason"
                      label={t("look.reason")}
                      hint={t("look.reasonHint", { name: person.name })}
                      maxLength={600}
                      required
                    />
                  </ActionForm>
                </div>
              </details>
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

function By({ by, at }: { by: string; at: Date }) {
  return (
    <>
      {by} · <When at={at} />
    </>
  );
}
