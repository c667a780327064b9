import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { ImportStatus as Status } from "@/prisma/generated/enums";

const TONES: Record<Status, Tone> = { RECEIVING: "review", MERGING: "review", AWAITING_CONFIRMATION: "due", DONE: "ok", FAILED: "banned" };

export function ImportStatus({ status }: { status: Status }) {
  const t = useTranslations("inventory.status");
  return <Tag tone={TONES[status]}>{t(status)}</Tag>;
}
