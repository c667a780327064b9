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
const AT_END = { SUSPENDED: "resting", LIFTED: "ended", SUPERSEDED: "ended" } as const satisfies Partial<Record<BanStatus, string>>;

function endOf(status: VersionStatus, ban: BanStatus) {
  return status === "PUBLISHED" && ban in AT_END ? AT_END[ban as keyof typeof AT_END] : null;
}

export function VersionTag({ status, ban }: { status: VersionStatus; ban: BanStatus }) {
  const t = useTranslations("versions.status");
  const end = endOf(status, ban);
  return end ? <Tag tone="done">{t(end)}</Tag> : <Tag tone={tones[status]}>{t(status)}</Tag>;
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
