import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { Change } from "@/lib/bans/queries";
import type { BanStatus, VersionStatus } from "@/prisma/generated/enums";

const tones: Record<VersionStatus, Tone> = {
  DRAFT: "review",
  IN_REVIEW: "limits",
  APPROVED: "limits",
  PUBLISHED: "due",
  REPLACED: "done",
  REJECTED: "done",
  WITHDRAWN: "done",
};

/** What is published binds only as long as its ban does. */
const WITH_ITS_BAN: Partial<Record<BanStatus, { words: "resting" | "ended"; tone: Tone }>> = {
  SUSPENDED: { words: "resting", tone: "review" },
  LIFTED: { words: "ended", tone: "done" },
  SUPERSEDED: { words: "ended", tone: "done" },
};

export function VersionTag({ status, ban }: { status: VersionStatus; ban: BanStatus }) {
  const t = useTranslations("versions.status");
  const { words, tone } = (status === "PUBLISHED" && WITH_ITS_BAN[ban]) || { words: status, tone: tones[status] };
  return <Tag tone={tone}>{t(words)}</Tag>;
}

/** Beside the state of a ban that binds: "Version 3, change in review". */
export function ChangeTag({ change }: { change: Change }) {
  const t = useTranslations("versions.change");
  const state = change.status === "IN_REVIEW" || change.status === "APPROVED" ? change.status : "DRAFT";
  return (
    <Tag tone={tones[state]} isOutline isLong>
      {t("said", { number: change.number, state: t(`state.${state}`) })}
    </Tag>
  );
}
