import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ReasonForm } from "@/components/bans/reason-form";
import { WithdrawForm } from "@/components/bans/versions/change-part";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { stepPath } from "@/lib/bans/edit/rules";
import { RECALL_MINUTES } from "@/lib/bans/publication/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { whyNotApprove, whyNotCancel, whyNotEdit, whyNotPublish, whyNotReject, whyNotReturn } from "@/lib/bans/versions/rules";
import type { Reason } from "@/lib/refusal";

/** `whyNotLint`: what a careful look still has against publishing it. */
type Props = { ban: BanDetail; viewer: Viewer /** Who would get duties. */; people: number; whyNotLint?: Reason | null };

/** What can be decided now, and by whom: approve, return, reject, publish, cancel. Nothing for those who only read. */
export function BanDecision({ ban, viewer, people, whyNotLint = null }: Props) {
  const t = useTranslations("bans.review");
  const { working } = ban;
  if (working?.status === "DRAFT")
    return whyNotEdit(ban, viewer) ? null : <LinkButton href={stepPath(ban.code, "scope")}>{t("edit")}</LinkButton>;
  if (working?.status === "IN_REVIEW") return <Approval ban={ban} viewer={viewer} />;
  if (working?.status === "APPROVED") return <Publication ban={ban} viewer={viewer} people={people} whyNotLint={whyNotLint} />;
  return <LinkButton href={`/bans/${ban.code}`}>{t("open")}</LinkButton>;
}

type Decided = Pick<Props, "ban" | "viewer">;

function Approval({ ban, viewer }: Decided) {
  const t = useTranslations("bans.review");
  const more = useTranslations("versions.review");
  const say = useTranslations();
  const whyNot = whyNotApprove(ban, viewer);
  if (!can(viewer, "bans:approve")) {
    return (
      <Panel>
        <p className="mb-3">{t("waiting", { who: ban.author })}</p>
        <PutAway ban={ban} viewer={viewer} />
      </Panel>
    );
  }
  return (
    <Panel title={t("decide")}>
      <div className="grid gap-5">
        <ActionForm
          action={`/api/v1/bans/${ban.code}/approval`}
          submit={t("approve", { code: ban.code })}
          hidden={{ revision: ban.revision }}
          disabledReason={whyNot && say(whyNot.key, whyNot.values)}
          confirm={{ title: t("approveConfirm", { code: ban.code }), body: t("approveBody"), action: t("approve", { code: ban.code }) }}
        >
          {whyNot === null && (
            <Field
              as="textarea"
              name="comment"
              label={more("commentOptional")}
              isOptional
              maxLength={600}
              rows={2}
              className="max-w-[40rem]"
            />
          )}
        </ActionForm>
        <PutAway ban={ban} viewer={viewer} />
      </div>
    </Panel>
  );
}

const PROGRESS = ["resolving", "writing", "recording", "done", "stopped"] as const;

function Publication({ ban, viewer, people, whyNotLint }: Props) {
  const t = useTranslations("bans");
  const more = useTranslations("versions.review");
  const say = useTranslations();
  const whyNot = whyNotPublish(ban, viewer) ?? whyNotLint ?? null;
  const path = `/api/v1/bans/${ban.code}/publication`;
  const number = ban.working?.number ?? 1;
  const minutes = RECALL_MINUTES;
  return (
    <Panel title={number === 1 ? t("review.publish") : more("publishChange", { number })}>
      <div className="grid gap-5">
        <p className="max-w-[68ch]">{number === 1 ? more("publishLead", { minutes }) : more("publishChangeLead", { minutes })}</p>
        <ActionForm
          action={path}
          submit={number === 1 ? t("review.publishButton", { n: people }) : more("publishChangeButton", { number, n: people })}
          hidden={{ revision: ban.revision }}
          disabledReason={whyNot && say(whyNot.key, whyNot.values)}
          progressUrl={path}
          progressSteps={Object.fromEntries(PROGRESS.map((step) => [`bans.progress.${step}`, t(`progress.${step}`)]))}
        >
          {whyNot === null && (
            <Field
              name="code"
              label={t("review.publishCode", { code: ban.code })}
              required
              autoComplete="off"
              maxLength={40}
              className="max-w-[20rem]"
            />
          )}
        </ActionForm>
        <PutAway ban={ban} viewer={viewer} />
      </div>
    </Panel>
  );
}

/** The ways that do not lead to publication. */
function PutAway({ ban, viewer }: Decided) {
  const t = useTranslations("bans.review");
  const more = useTranslations("versions.review");
  const isFirst = ban.working?.number === 1;
  const base = `/api/v1/bans/${ban.code}`;
  return (
    <>
      {whyNotReturn(ban, viewer) === null && (
        <Folded title={t("return")}>
          <ReasonForm
            action={`${base}/return`}
            revision={ban.revision}
            label={t("returnReason")}
            submit={t("return")}
            variant="secondary"
          />
        </Folded>
      )}
      {whyNotReject(ban, viewer) === null && (
        <Folded title={more("reject")}>
          <ReasonForm
            action={`${base}/rejection`}
            revision={ban.revision}
            label={more("rejectReason")}
            hint={more(isFirst ? "rejectFirst" : "rejectChange")}
            submit={more("reject")}
          />
        </Folded>
      )}
      {whyNotCancel(ban, viewer) === null && (
        <Folded title={t("cancel")}>
          <ReasonForm action={`${base}/cancellation`} revision={ban.revision} label={t("cancelReason")} submit={t("cancel")} />
        </Folded>
      )}
      <WithdrawForm ban={ban} viewer={viewer} />
    </>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="fold font-medium">{title}</summary>
      <div className="mt-3">{children}</div>
    </details>
  );
}
