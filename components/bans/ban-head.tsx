import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BanTag } from "@/components/bans/ban-tag";
import { PageHead } from "@/components/ui/page-head";
import { LocalDeadline, When } from "@/components/ui/when";
import type { BanDetail } from "@/lib/bans/queries";
import { inLanguage } from "@/lib/bans/rules";

type Props = { ban: BanDetail; locale: string; now: Date; actions?: ReactNode };

/** What a ban is called, where it stands, until when, and who answers for it. */
export function BanHead({ ban, locale, now, actions }: Props) {
  const t = useTranslations("bans");
  const { owner = "", contact = "" } = ban.content;
  const isRunning = ban.status === "PUBLISHED";
  return (
    <PageHead
      title={inLanguage(ban.content.title, locale) || t("untitled")}
      crumbs={[{ href: "/bans", label: t("list.title") }]}
      status={<BanTag ban={{ ...ban, reviewOn: ban.content.reviewOn ?? null }} now={now} />}
      meta={
        <>
          <span>{ban.code}</span>
          {ban.cutoffAt && (
            <span>
              {t("page.cutoff")} <When at={ban.cutoffAt} kind="deadline" zone={ban.zone} {...(isRunning && { now })} />{" "}
              <LocalDeadline at={ban.cutoffAt} zone={ban.zone} />
            </span>
          )}
          {owner && <span>{t("page.owner", { owner: [owner, contact].filter(Boolean).join(" · ") })}</span>}
        </>
      }
      actions={actions}
    />
  );
}
