import { useTranslations } from "next-intl";
import { ReasonForm } from "@/components/bans/reason-form";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { recallEnd, whyNotBegin, whyNotEdit, whyNotRecall, whyNotWithdraw } from "@/lib/bans/versions/rules";

type Props = { ban: BanDetail; viewer: Viewer; now: Date };

/** That a ban which binds is being changed, and where to look. */
export function ChangeNotice({ ban, viewer }: Omit<Props, "now">) {
  const t = useTranslations("versions.change");
  const { working, binding } = ban;
  if (!working || !binding) return null;
  const state = working.status === "IN_REVIEW" || working.status === "APPROVED" ? working.status : "DRAFT";
  const isReader = !isUnlimited(viewer, "bans:read");
  return (
    <Notice
      tone="review"
      title={t("title")}
      actions={
        !isReader && (
          <>
            <LinkButton href={`/bans/${ban.code}/review`}>{t("look")}</LinkButton>
            {whyNotEdit(ban, viewer) === null && <LinkButton href={stepPath(ban.code, "scope")}>{t("edit")}</LinkButton>}
          </>
        )
      }
    >
      {t("body", { number: working.number, state: t(`state.${state}`) })}
    </Notice>
  );
}

/** While a publication can be called back: until when, and how. */
export function RecallNotice({ ban, viewer, now }: Props) {
  const t = useTranslations("versions.recall");
  const until = recallEnd(ban, now);
  if (!until || !ban.binding || whyNotRecall(ban, viewer, now)) return null;
  const { number } = ban.binding;
  const effect = t(number === 1 ? "first" : "later", { number });
  return (
    <Notice tone="due" title={t("title")}>
      <p>{t.rich("body", { when: () => <When at={until} kind="time" /> })}</p>
      <details className="mt-2">
        <summary className="fold font-medium">{t("summary")}</summary>
        <div className="mt-3">
          <ReasonForm
            action={`/api/v1/bans/${ban.code}/recall`}
            revision={ban.revision}
            label={t("reason")}
            hint={effect}
            submit={t("button", { number })}
          />
        </div>
      </details>
    </Notice>
  );
}

/** How a ban that binds is changed. */
export function BeginChange({ ban, viewer, now }: Props) {
  const t = useTranslations("versions.change");
  if (!ban.binding || whyNotBegin(ban, viewer, now)) return null;
  return (
    <details className="card" id="change">
      <summary className="fold font-medium">{t("begin")}</summary>
      <div className="mt-3 grid gap-3">
        <p className="max-w-[68ch] text-ink-2">{t("beginLead")}</p>
        <ActionForm
          action={`/api/v1/bans/${ban.code}/versions`}
          submit={t("beginButton", { number: ban.latest + 1 })}
          variant="secondary"
          hidden={{ revision: ban.revision }}
        >
          <Field
            as="textarea"
            name="note"
            label={t("note")}
            hint={t("noteHint")}
            required
            maxLength={600}
            rows={2}
            className="max-w-[40rem]"
          />
        </ActionForm>
      </div>
    </details>
  );
}

export function WithdrawForm({ ban, viewer }: Omit<Props, "now">) {
  const t = useTranslations("versions.change");
  if (whyNotWithdraw(ban, viewer)) return null;
  return (
    <details>
      <summary className="fold font-medium">{t("withdraw")}</summary>
      <div className="mt-3">
        <ReasonForm
          action={`/api/v1/bans/${ban.code}/withdrawal`}
          revision={ban.revision}
          label={t("withdrawReason")}
          hint={t("withdrawBody")}
          submit={t("withdraw")}
        />
      </div>
    </details>
  );
}
