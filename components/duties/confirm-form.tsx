import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useToolNames } from "@/components/duties/duty-card";
import { CertifiedPeople, SaidWords } from "@/components/duties/said-card";
import { SaidTag } from "@/components/duties/said-tag";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { dateWords, lastMinuteBefore } from "@/i18n/date-words";
import type { SaidDuty } from "@/lib/compliance/confirmations/queries";
import { whyNotConfirm } from "@/lib/compliance/confirmations/rules";

/** "I have done this": in the words that are kept, with the numbers a manager certifies beside them. */
export function ConfirmForm({ duty, now }: { duty: SaidDuty; now: Date }) {
  const t = useTranslations("duties");
  const say = useTranslations();
  const home = useTranslations("home");
  const locale = useLocale();
  const { kind, certified, instructions, deadlineAt, zone, said, proof } = duty;
  const tools = useToolNames(duty);
  const unproved = (certified?.unknown ?? 0) + (certified?.stated ?? 0);
  const numbers = certified && t("confirm.wordingPeople", { installed: certified.installed, total: certified.total, unproved });
  const wording = [t(`wording.${kind}`, { tools }), numbers].filter(Boolean).join(" ");
  const whyNot = whyNotConfirm({ status: "PUBLISHED", proof, said: said?.state ?? null });
  return (
    <>
      <PageHead
        title={t("confirm.title", { what: t(`todo.${kind}`, { tools }) })}
        crumbs={[
          { href: "/", label: home("attest.back") },
          { href: "/me/duties", label: t("mine.title") },
        ]}
        status={<SaidTag duty={duty} now={now} />}
        meta={<span>{home("due", { deadline: dateWords(lastMinuteBefore(deadlineAt), "deadline", zone, locale) })}</span>}
      />
      <div className="grid gap-5 text-body-l">
        {certified && certified.installed > 0 && <Notice tone="due">{t("confirm.stillFound", { installed: certified.installed })}</Notice>}
        {instructions && (
          <Panel title={t("confirm.instructions")}>
            <p className="max-w-[68ch] whitespace-pre-wrap">{instructions}</p>
          </Panel>
        )}
        <Panel>
          <div className="grid gap-4">
            {said && <SaidWords said={said} zone={zone} />}
            {certified && <CertifiedPeople certified={certified} />}
            <p className="max-w-[68ch]">{wording}</p>
            <ActionForm
              action={`/api/v1/duties/${duty.obligationId}/confirmation`}
              submit={t(kind === "CERTIFY" ? "confirm.certify" : "confirm.button")}
              variant="primary"
              size="large"
              hidden={{ wording }}
              disabledReason={whyNot && say(whyNot.key, whyNot.values)}
              secondary={
                <Link className="link" href="/">
                  {t("confirm.back")}
                </Link>
              }
            >
              {proof === "RECORD" && (
                <Field name="reference" label={t("confirm.reference")} hint={t("confirm.referenceHint")} maxLength={500} required />
              )}
              <Field as="textarea" name="note" label={t("confirm.note")} hint={t("confirm.noteHint")} maxLength={600} />
            </ActionForm>
          </div>
        </Panel>
      </div>
    </>
  );
}
