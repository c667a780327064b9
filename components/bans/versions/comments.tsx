import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDetail } from "@/lib/bans/queries";
import type { Comment } from "@/lib/bans/versions/queries";
import { whyNotComment } from "@/lib/bans/versions/rules";

/** What those who write and those who approve say to each other; kept on the record. */
export function Comments({ ban, comments, viewer }: { ban: BanDetail; comments: readonly Comment[]; viewer: Viewer }) {
  const t = useTranslations("versions.review");
  const mayComment = whyNotComment(ban, viewer) === null;
  if (comments.length === 0 && !mayComment) return null;
  return (
    <Panel title={t("comments")} id="comments">
      {comments.length === 0 && <p className="text-ink-2">{t("noComments")}</p>}
      <ul className="grid gap-3">
        {comments.map(({ id, by, at, version, text }) => (
          <li key={id}>
            <p className="text-ink-2">
              <span className="font-medium text-ink">{by}</span> · <When at={at} /> · {t("commentOf", { version })}
            </p>
            <p className="max-w-[68ch] whitespace-pre-line break-words">{text}</p>
          </li>
        ))}
      </ul>
      {mayComment && (
        <div className="mt-4">
          <ActionForm action={`/api/v1/bans/${ban.code}/comments`} submit={t("commentButton")} variant="secondary">
            <Field as="textarea" name="text" label={t("comment")} required maxLength={2000} rows={3} className="max-w-[40rem]" />
          </ActionForm>
        </div>
      )}
    </Panel>
  );
}
