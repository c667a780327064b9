import { memberOf, parseVers, speaksOf } from "@/lib/registry/versions/vers";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** What cannot be read, or is of another ecosystem than the range, counts as banned: nobody can show that it is not. */
export function isVersionBanned(range: string | null, kind: IdentifierKind, version: string): boolean {
  if (range === null) return true;
  const parsed = parseVers(range);
  if (!("range" in parsed) || !speaksOf(parsed.range, kind)) return true;
  return memberOf(parsed.range)(version) ?? true;
}
