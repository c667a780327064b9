import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { NoticeItem } from "@/lib/outbox/queries";

type Props = { notices: readonly NoticeItem[]; readsBans: boolean };

/** What changed, the newest first, and the way to it. */
export function NoticeList({ notices, readsBans }: Props) {
  const said = useTranslations();
  const t = useTranslations("notices");
  return (
    <ul className="grid gap-3">
      {notices.map((notice) => {
        const href = hrefOf(notice, readsBans);
        return (
          <li key={notice.id} className="grid gap-x-4 sm:grid-cols-[10rem_1fr]">
            <span className="text-ink-2">
              <When at={notice.sentAt} />
            </span>
            <span className="min-w-0 break-words">
              {said(
                notice.sentence.key as "notices.said.ban.submitted",
                notice.sentence.values as { ban: string; title: string; by: string },
              )}{" "}
              {href && (
                <Link className="link" href={href} prefetch={false}>
                  {t("open")}
                  <span className="sr-only"> {t("openOf", { subject: subjectOf(notice) })}</span>
                </Link>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function subjectOf({ sentence: { values } }: NoticeItem): string {
  return String(values?.exception ?? values?.ban ?? "");
}

/** Whoever does not read bans finds what they owe on their first page. */
function hrefOf({ subjectKind, subjectId, banId }: NoticeItem, readsBans: boolean): string | null {
  if (subjectKind === "exception") return `/exceptions/${subjectId}`;
  if (!readsBans) return null;
  return banId === null ? null : `/bans/BAN-${banId}`;
}

/** The newest of them, where the day begins. */
export function News({ notices, readsBans }: Props) {
  const t = useTranslations("notices.home");
  return (
    <Panel
      title={t("title")}
      aside={
        <Link className="link" href="/me/notices">
          {t("all")}
        </Link>
      }
    >
      <NoticeList notices={notices} readsBans={readsBans} />
    </Panel>
  );
}
