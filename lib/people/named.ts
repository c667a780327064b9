import "server-only";
import type { Tx } from "@/lib/db";
import { inField, reason } from "@/lib/refusal";

/** Teams that somebody typed: the one with that id, or all of exactly that name. */
async function teamsNamed(tx: Tx, typed: string): Promise<{ id: number; name: string }[]> {
  const id = /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : 0;
  return tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, name FROM team WHERE id = ${id} OR lower(name) = lower(${typed}) ORDER BY id = ${id} DESC, id LIMIT 50`;
}

/** The one team that is meant; a refusal of the field `team` where there is none or there are several. Sentences: `team` and `teams` of the group. */
export async function oneTeam(tx: Tx, typed: string, group: string): Promise<{ id: number; name: string }> {
  const [first, ...more] = await teamsNamed(tx, typed);
  if (!first) throw inField("team", reason(`${group}.team`, { team: typed }));
  if (more.length > 0 && String(first.id) !== typed) throw inField("team", reason(`${group}.teams`, { team: typed, n: more.length + 1 }));
  return first;
}
