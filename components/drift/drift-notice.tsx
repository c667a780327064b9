import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/auth/viewer";
import { countDrift } from "@/lib/bans/drift/queries";
import type { BanDetail } from "@/lib/bans/queries";

/** Says on the page of a ban that new matches wait for a decision. */
export async function DriftNotice({ ban, viewer }: { ban: BanDetail; viewer: Viewer }) {
  if (ban.status !== "PUBLISHED" && ban.status !== "SUSPENDED") return null;
  const [{ OPEN: n }, t] = await Promise.all([countDrift(viewer, { ban: ban.id }), getTranslations("drift")]);
  if (n === 0) return null;
  return (
    <Notice
      tone="due"
      title={t("notice", { n })}
      actions={
        <Link href={`/drift?ban=${ban.code}`} className="link">
          {t("noticeLink")}
        </Link>
      }
    >
      {t("noticeBody")}
    </Notice>
  );
}
