import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { CheckField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { dateWords } from "@/i18n/date-words";
import type { Viewer } from "@/lib/auth/viewer";
import type { ExceptionDetail } from "@/lib/bans/exceptions/queries";
import {
  dayOf,
  type ForDecision,
  lastDayAllowed,
  lastDayBefore,
  whyNotApprove,
  whyNotBeginReview,
  whyNotExtend,
  whyNotProposeAgain,
  whyNotReject,
  whyNotRevoke,
  whyNotWithdraw,
} from "@/lib/bans/exceptions/rules";
import { TEXT_MAX } from "@/lib/bans/exceptions/schema";

type Props = { exception: ExceptionDetail; facts: ForDecision; viewer: Viewer; now: Date };
type Part = Omit<Props, "facts">;

/** What this reader can do with it now; what waits for somebody else says for whom. */
export function ExceptionActions({ exception, facts, viewer, now }: Props) {
  const t = useTranslations("exceptions.detail");
  const said = useTranslations();
  const can = (whyNot: (facts: ForDecision, viewer: Viewer) => unknown) => whyNot(facts, viewer) === null;
  const part = { exception, viewer, now };
  const isWaiting = exception.status === "PROPOSED" || exception.status === "UNDER_REVIEW";
  const canDecide = viewer.roles.includes("SECURITY_OFFICER") || viewer.roles.includes("APPROVER");
  const whyNotDecided =
    isWaiting && canDecide ? (exception.status === "PROPOSED" ? whyNotBeginReview : whyNotApprove)(facts, viewer) : null;
  return (
    <>
      {whyNotDecided && (
        <Panel title={t("decide")}>
          <p className="max-w-[68ch] text-ink-2">{said(whyNotDecided.key as "exceptions.whyNot.own", whyNotDecided.values)}</p>
        </Panel>
      )}
      {can(whyNotBeginReview) && <BeginReview {...part} />}
      {can(whyNotReject) && (
        <div className="grid items-start gap-5 md:grid-cols-2">
          {can(whyNotApprove) && <Approve {...part} />}
          <Reject {...part} />
        </div>
      )}
      {can(whyNotRevoke) && <Revoke {...part} />}
      {can(whyNotExtend) && <Extend {...part} />}
      {can(whyNotProposeAgain) && <ProposeAgain {...part} />}
      {can(whyNotWithdraw) && <Withdraw {...part} />}
    </>
  );
}

const address = ({ id }: ExceptionDetail, step: string) => `/api/v1/exceptions/${id}/${step}`;

function Together({ exception }: Pick<Part, "exception">) {
  const t = useTranslations("exceptions.do.approve");
  const format = useFormatter();
  const { together } = exception;
  if (together.length === 0) return null;
  return <CheckField name="together" label={t("together", { codes: format.list(together.map(({ code }) => code)) })} defaultChecked />;
}

function BeginReview({ exception }: Part) {
  const t = useTranslations("exceptions");
  return (
    <Panel title={t("detail.decide")}>
      <ActionForm
        action={address(exception, "review")}
        submit={t("do.review.submit")}
        variant="primary"
        hidden={{ revision: exception.revision }}
      >
        <p className="max-w-[68ch] text-ink-2">{t("do.review.hint")}</p>
        <Together exception={exception} />
      </ActionForm>
    </Panel>
  );
}

function Approve({ exception, now }: Part) {
  const t = useTranslations("exceptions.do.approve");
  const duty = useTranslations("duties.kind");
  const { code, revision, subject, startsAt, endsAt, ban } = exception;
  const today = dayOf(now, ban.zone);
  const [starts, until] = [dayOf(startsAt, ban.zone), lastDayBefore(endsAt, ban.zone)];
  const body = t("confirm.body", { who: subject.name, duty: duty(exception.duty) });
  return (
    <Panel title={t("title")}>
      <ActionForm
        action={address(exception, "approval")}
        submit={t("submit")}
        variant="primary"
        hidden={{ revision }}
        confirm={{ title: t("confirm.title", { code }), body, action: t("confirm.action") }}
      >
        <Field
          as="textarea"
          rows={3}
          name="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          required
          minLength={3}
          maxLength={TEXT_MAX}
        />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Field name="startsOn" type="date" label={t("startsOn")} defaultValue={starts} min={starts} max={until} />
          <Field name="until" type="date" label={t("until")} hint={t("untilHint")} defaultValue={until} min={today} max={until} />
        </div>
        <Field name="dueOn" type="date" label={t("dueOn")} hint={t("dueOnHint")} isOptional min={today} />
        <Together exception={exception} />
      </ActionForm>
    </Panel>
  );
}

function Reject({ exception }: Part) {
  const t = useTranslations("exceptions.do.reject");
  return (
    <Panel title={t("title")}>
      <ActionForm
        action={address(exception, "rejection")}
        submit={t("submit")}
        variant="secondary"
        hidden={{ revision: exception.revision }}
      >
        <Field
          as="textarea"
          rows={3}
          name="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          required
          minLength={3}
          maxLength={TEXT_MAX}
        />
        <Together exception={exception} />
      </ActionForm>
    </Panel>
  );
}

function Revoke({ exception, now }: Part) {
  const t = useTranslations("exceptions.do.revoke");
  const { code, revision, status, ban } = exception;
  const confirm = { title: t("confirm.title", { code }), body: t("confirm.body"), action: t("confirm.action") };
  return (
    <Panel title={t("title")}>
      <ActionForm action={address(exception, "revocation")} submit={t("submit")} variant="danger" hidden={{ revision }} confirm={confirm}>
        <Field as="textarea" rows={2} name="reason" label={t("reason")} required minLength={3} maxLength={TEXT_MAX} />
        {status === "ACTIVE" && (
          <Field name="dueOn" type="date" label={t("dueOn")} hint={t("dueOnHint")} required min={dayOf(now, ban.zone)} />
        )}
        <Together exception={exception} />
      </ActionForm>
    </Panel>
  );
}

/** Why an exception is needed, and what is done instead. */
export function Words({ exception }: { exception?: Pick<ExceptionDetail, "justification" | "compensatingControls"> }) {
  const t = useTranslations("exceptions.request");
  return (
    <>
      <Field
        as="textarea"
        rows={4}
        name="justification"
        label={t("justification")}
        hint={t("justificationHint")}
        {...(exception && { defaultValue: exception.justification })}
        required
        minLength={3}
        maxLength={TEXT_MAX}
      />
      <Field
        as="textarea"
        rows={3}
        name="compensatingControls"
        label={t("controls")}
        hint={t("controlsHint")}
        {...(exception && { defaultValue: exception.compensatingControls })}
        maxLength={TEXT_MAX}
        isOptional
      />
    </>
  );
}

/** The last day that a period from a day on may have, in words. */
export function UntilHint({ startsOn, policy }: { startsOn: string; policy: { maxDays: number } }) {
  const t = useTranslations("exceptions.request");
  const last = new Date(`${lastDayAllowed(startsOn, policy)}T12:00:00Z`);
  return t("untilHint", { days: policy.maxDays, last: dateWords(last, "date", "UTC", useLocale()) });
}

function Extend({ exception }: Part) {
  const t = useTranslations("exceptions.do.extend");
  const { ban, endsAt, banFacts } = exception;
  const first = dayOf(endsAt, ban.zone);
  const hint = <UntilHint startsOn={first} policy={banFacts.policy} />;
  return (
    <Panel title={t("title")}>
      <ActionForm action={address(exception, "extension")} submit={t("submit")}>
        <p className="max-w-[68ch] text-ink-2">{t("hint")}</p>
        <Field name="until" type="date" label={t("until")} hint={hint} required min={first} max={lastDayAllowed(first, banFacts.policy)} />
        <Words exception={exception} />
      </ActionForm>
    </Panel>
  );
}

function ProposeAgain({ exception, now }: Part) {
  const t = useTranslations("exceptions");
  const { ban, revision, banFacts } = exception;
  const today = dayOf(now, ban.zone);
  return (
    <Panel title={t("do.again.title")}>
      <ActionForm action={address(exception, "proposal")} submit={t("do.again.submit")} hidden={{ revision }}>
        <Words exception={exception} />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Field name="startsOn" type="date" label={t("request.startsOn")} hint={t("request.startsOnHint")} isOptional min={today} />
          <Field
            name="until"
            type="date"
            label={t("request.until")}
            hint={<UntilHint startsOn={today} policy={banFacts.policy} />}
            required
            min={today}
          />
        </div>
      </ActionForm>
    </Panel>
  );
}

function Withdraw({ exception }: Part) {
  const t = useTranslations("exceptions.do.withdraw");
  const { code, revision } = exception;
  return (
    <ActionForm
      action={address(exception, "withdrawal")}
      submit={t("submit")}
      variant="secondary"
      hidden={{ revision }}
      confirm={{ title: t("confirm.title", { code }), body: t("confirm.body"), action: t("confirm.action") }}
    >
      <Together exception={exception} />
    </ActionForm>
  );
}
