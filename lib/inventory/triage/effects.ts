import "server-only";
import type { Tx } from "@/lib/db";

/** Who holds a tool, and who has to remove it under which published ban. */
export type Held = { devices: number; bans: { code: string; people: number }[] };

/** Counted within the transaction that changes it, before and after. */
export async function heldNow(tx: Tx, toolId: number): Promise<Held> {
  const [row] = await tx.$queryRaw<[Held]>`
    SELECT coalesce((SELECT devices FROM tool_presence WHERE tool_id = ${toolId}), 0) AS devices,
      coalesce((SELECT jsonb_agg(jsonb_build_object('code', c.code, 'people', c.people) ORDER BY c.id) FROM (
        SELECT b.id, b.code, count(DISTINCT o.person_id)::int AS people
        FROM ban_scope_tool s JOIN ban b ON b.id = s.ban_id AND b.status = 'PUBLISHED' JOIN duty d ON d.ban_id = b.id AND d.kind = 'UNINSTALL'
          JOIN obligation o ON o.duty_id = d.id AND o.state = 'INSTALLED' AND o.closed_at IS NULL
        WHERE s.tool_id = ${toolId} GROUP BY b.id) c), '[]') AS bans`;
  return row;
}

/** What the change brought: more devices, more people per ban. */
export function broughtBy(before: Held, after: Held): Held {
  const was = new Map(before.bans.map(({ code, people }) => [code, people]));
  const bans = after.bans.map(({ code, people }) => ({ code, people: people - (was.get(code) ?? 0) }));
  return { devices: after.devices - before.devices, bans: bans.filter(({ people }) => people !== 0) };
}
