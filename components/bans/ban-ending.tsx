import Link from "next/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { endingsFrom } from "@/lib/bans/endings/rules";
import type { Ending } from "@/lib/bans/endings/schema";
import type { BanDetail } from "@/lib/bans/queries";

/** Who paused or ended the ban, when and why. */
export function EndNotice({ ban }: { ban: BanDetail }) {
  const t = useTranslations("bans.page");
  const te = useTranslations("endings.page");
  if (ban.status === "SUSPENDED" && ban.suspended) {
    return (
      <Notice tone="review" title={<Said words={te("suspendedBy", { who: ban.suspended.by })} at={ban.suspended.at} />}>
        <p>{ban.suspended.reason}</p>
        <p className="text-ink-2">{te("suspendedBody")}</p>
      </Notice>
    );
  }
  if (!ban.endedAt) return null;
  const who = ban.ender ?? "–";
  const words = ban.supersededBy
    ? te("supersededBy", { who, by: ban.supersededBy })
    : t(ban.status === "LIFTED" ? "lifted" : "cancelled", { who });
  return (
    <Notice tone="review" title={<Said words={words} at={ban.endedAt} />}>
      <p>{ban.endReason}</p>
      {ban.status !== "CANCELLED" && <p className="text-ink-2">{t("liftedBody")}</p>}
      {ban.supersededBy && (
        <p>
          <Link href={`/bans/${ban.supersededBy}`} className="link">
            {ban.supersededBy}
          </Link>
        </p>
      )}
    </Notice>
  );
}

function Said({ words, at }: { words: string; at: Date }) {
  return (
    <>
      {words} · <When at={at} />
    </>
  );
}

/** The ways out of a published ban, each with a page that says first what would happen. What binds nobody yet is cancelled where it is decided. */
export function EndingLinks({ ban, viewer }: { ban: BanDetail; viewer: Viewer }) {
  const t = useTranslations("endings.page");
  const actions = endingsFrom(ban.status);
  if (actions.length === 0 || !can(viewer, "bans:write")) return null;
  return (
    <Panel title={t("panel")}>
      <p className="mb-3 text-ink-2">{t("panelLead")}</p>
      <div className="flex flex-wrap gap-2">
        {actions.map((action) => (
          <LinkButton key={action} href={endingPath(ban.code, action)}>
            {t(`${action}.link`)}
          </LinkButton>
        ))}
      </div>
    </Panel>
  );
}

export function endingPath(code: string, action: Ending): `/bans/${string}/end/${Ending}` {
  return `/bans/${code}/end/${action}`;
}
