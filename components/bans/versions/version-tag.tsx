import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { Change } from "@/lib/bans/queries";
import type { VersionStatus } from "@/prisma/generated/enums";

const tones: Record<VersionStatus, Tone> = {
  DRAFT: "review",
  IN_REVIEW: "limits",
  APPROVED: "limits",
  PUBLISHED: "due",
  REPLACED: "done",
  REJECTED: "done",
  WITHDRAWN: "done",
};

export function VersionTag({ status }: { status: VersionStatus }) {
  const t = useTranslations("versions.status");
  return <Tag tone={tones[status]}>{t(status)}</Tag>;
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
