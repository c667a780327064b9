import { memberOf, parseVers, speaksOf } from "@/lib/registry/versions/vers";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** Which versions a range bans. What cannot be read, or is of another ecosystem than the range, counts as banned: nobody can show that it is not. */
export function bannedBy(range: string): (software: { kind: IdentifierKind; version: string }) => boolean {
  const parsed = parseVers(range);
  if (!("range" in parsed)) return () => true;
  const isMember = memberOf(parsed.range);
  return ({ kind, version }) => !speaksOf(parsed.range, kind) || (isMember(version) ?? true);
}
