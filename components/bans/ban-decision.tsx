import { useTranslations } from "next-intl";
import { ReasonForm } from "@/components/bans/reason-form";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { whyNotApprove, whyNotCancel, whyNotEdit, whyNotPublish, whyNotReturn } from "@/lib/bans/versions/rules";

type Props = { ban: BanDetail; viewer: Viewer /** Who would get duties. */; people: number };

/** What can be decided now, and by whom: approve, return, publish, cancel. Nothing for those who only read. */
export function BanDecision({ ban, viewer, people }: Props) {
  const t = useTranslations("bans.review");
  if (ban.status === "DRAFT")
    return whyNotEdit(ban, viewer) ? null : <LinkButton href={stepPath(ban.code, "scope")}>{t("edit")}</LinkButton>;
  if (ban.status === "IN_REVIEW") return <Approval ban={ban} viewer={viewer} />;
  if (ban.status === "APPROVED") return <Publication ban={ban} viewer={viewer} people={people} />;
  return <LinkButton href={`/bans/${ban.code}`}>{t("open")}</LinkButton>;
}

function Approval({ ban, viewer }: Omit<Props, "people">) {
  const t = useTranslations("bans.review");
  const say = useTranslations();
  const whyNot = whyNotApprove(ban, viewer);
  if (!can(viewer, "bans:approve")) {
    return (
      <Panel>
        <p className="mb-3">{t("waiting", { who: ban.author })}</p>
        <CancelForm ban={ban} viewer={viewer} />
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
        />
        <ReturnForm ban={ban} viewer={viewer} />
        <CancelForm ban={ban} viewer={viewer} />
      </div>
    </Panel>
  );
}

const PROGRESS = ["resolving", "writing", "recording", "done", "stopped"] as const;

function Publication({ ban, viewer, people }: Props) {
  const t = useTranslations("bans");
  const say = useTranslations();
  const whyNot = whyNotPublish(ban, viewer);
  const path = `/api/v1/bans/${ban.code}/publication`;
  return (
    <Panel title={t("review.publish")}>
      <div className="grid gap-5">
        <p className="max-w-[68ch]">{t("review.publishLead")}</p>
        <ActionForm
          action={path}
          submit={t("review.publishButton", { n: people })}
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
        <ReturnForm ban={ban} viewer={viewer} />
        <CancelForm ban={ban} viewer={viewer} />
      </div>
    </Panel>
  );
}

function ReturnForm({ ban, viewer }: Omit<Props, "people">) {
  const t = useTranslations("bans.review");
  if (whyNotReturn(ban, viewer)) return null;
  return (
    <details>
      <summary className="fold font-medium">{t("return")}</summary>
      <div className="mt-3">
        <ReasonForm
          action={`/api/v1/bans/${ban.code}/return`}
          revision={ban.revision}
          label={t("returnReason")}
          submit={t("return")}
          variant="secondary"
        />
      </div>
    </details>
  );
}

function CancelForm({ ban, viewer }: Omit<Props, "people">) {
  const t = useTranslations("bans.review");
  if (whyNotCancel(ban, viewer)) return null;
  return (
    <details>
      <summary className="fold font-medium">{t("cancel")}</summary>
      <div className="mt-3">
        <ReasonForm
          action={`/api/v1/bans/${ban.code}/cancellation`}
          revision={ban.revision}
          label={t("cancelReason")}
          submit={t("cancel")}
        />
      </div>
    </details>
  );
}
