import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { UpdateItem } from "@/lib/registry/catalogue/updates/queries";

const TONES: Record<UpdateItem["status"], Tone> = { PROPOSED: "due", APPLIED: "ok", UNDONE: "exempt", DISCARDED: "exempt" };

export function UpdateStatus({ update: { status, counts } }: { update: Pick<UpdateItem, "status" | "counts"> }) {
  const t = useTranslations("catalogue.status");
  const isPart = status === "APPLIED" && counts.waiting > 0;
  return <Tag tone={isPart ? "limits" : TONES[status]}>{t(isPart ? "PART" : status)}</Tag>;
}
