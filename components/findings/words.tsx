import { useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import type { FindingItem } from "@/lib/risk/findings/queries";
import type { FindingStatus, IdentifierKind } from "@/prisma/generated/enums";

const TONES: Record<FindingStatus, Tone> = { UNDER_INVESTIGATION: "review", AFFECTED: "banned", NOT_AFFECTED: "done", FIXED: "ok" };

export function FindingTag({ status }: { status: FindingStatus }) {
  const t = useTranslations("findings.status");
  return <Tag tone={TONES[status]}>{t(status)}</Tag>;
}

export type Fixed = Pick<FindingItem, "fix" | "fixVersion" | "fixCandidates">;

/** How findings are said in words. */
export function useFindingWords() {
  const t = useTranslations("findings");
  const registry = useRegistryWords();
  const locale = useLocale();
  const anyOf = new Intl.ListFormat(locale, { type: "disjunction" });
  return {
    /** "Fix unconfirmed: 2.1.198 or 2.1.199" */
    fix: ({ fix, fixVersion, fixCandidates }: Fixed) => {
      if (fix === "CONFIRMED") return t("fixSaid.CONFIRMED", { version: fixVersion ?? "" });
      if (fix === "NONE") return t("fixSaid.NONE");
      return fixCandidates.length === 0 ? t("fixSaid.UNCONFIRMED") : t("fixSaid.candidates", { versions: anyOf.format(fixCandidates) });
    },
    /** "npm 2.1.91"; a version that nobody knows is said to be so. */
    version: ({ kind, version }: { kind: IdentifierKind; version: string }) =>
      t("version", { kind: registry.of("kind", kind), version: version === "" ? t("noVersion") : version }),
  };
}

/** A range is read by people and machines alike, so it stands as it is written. */
export function Versions({ range }: { range: string | null }) {
  const t = useTranslations("findings");
  return range === null ? t("everyVersion") : <code className="break-all">{range}</code>;
}
