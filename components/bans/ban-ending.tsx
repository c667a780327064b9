import { useTranslations } from "next-intl";
import { ReasonForm } from "@/components/bans/reason-form";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDetail } from "@/lib/bans/queries";
import { whyNotLift } from "@/lib/bans/rules";

/** Who ended the ban, when and why. */
export function EndNotice({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.page");
  if (!ban.endedAt || (ban.status !== "LIFTED" && ban.status !== "CANCELLED")) return null;
  const isLifted = ban.status === "LIFTED";
  return (
    <Notice
      tone="review"
      title={
        <>
          {t(isLifted ? "lifted" : "cancelled", { who: ban.ender ?? "–" })} · <When at={ban.endedAt} />
        </>
      }
    >
      <p>{ban.endReason}</p>
      {isLifted && <p className="text-ink-2">{t("liftedBody")}</p>}
    </Notice>
  );
}

/** The way out of a published ban; what binds nobody yet is cancelled where it is decided. */
export function LiftForm({ ban, viewer }: { ban: BanDetail; viewer: Viewer }) {
  const t = useTranslations("bans.page");
  if (whyNotLift(ban, viewer)) return null;
  return (
    <details className="card">
      <summary className="fold font-medium">{t("lift")}</summary>
      <div className="mt-3">
        <ReasonForm
          action={`/api/v1/bans/${ban.code}/lifting`}
          revision={ban.revision}
          label={t("liftReason")}
          hint={t("liftBody")}
          submit={t("liftButton")}
          confirm={{ title: t("liftConfirm", { code: ban.code }), body: t("liftBody"), action: t("liftButton") }}
        />
      </div>
    </details>
  );
}
