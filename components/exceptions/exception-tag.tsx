import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { ExceptionStatus } from "@/prisma/generated/enums";

const TONE: Record<ExceptionStatus, Tone> = {
  PROPOSED: "review",
  UNDER_REVIEW: "review",
  APPROVED: "limits",
  ACTIVE: "exempt",
  EXPIRED: "done",
  REVOKED: "done",
  REJECTED: "banned",
  WITHDRAWN: "done",
};

/** Where an exception stands; beside it, that a decision should have been made by now. */
export function ExceptionTag({ status, decideBy, now }: { status: ExceptionStatus; decideBy: Date | null; now: Date }) {
  const t = useTranslations("exceptions");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Tag tone={TONE[status]}>{t(`status.${status}`)}</Tag>
      {decideBy !== null && decideBy < now && <Tag tone="overdue">{t("late.tag")}</Tag>}
    </span>
  );
}
