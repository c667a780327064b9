import "server-only";
import { bannedBy } from "@/lib/bans/ranges/rules";
import { db, inTransaction, type Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { IdentifierKind } from "@/prisma/generated/enums";

type Unread = { toolId: number; range: string; softwareId: number; kind: IdentifierKind; version: string };

const unreadOf = (banId: number) => Prisma.sql`
  FROM ban_scope_tool b JOIN software_tool t ON t.tool_id = b.tool_id
  WHERE b.ban_id = ${banId} AND b.version_range IS NOT NULL
    AND NOT EXISTS (SELECT FROM ban_scope_software r WHERE r.ban_id = b.ban_id AND r.tool_id = b.tool_id AND r.software_id = t.software_id)`;

/** Decides which reported versions of tools that are banned in a range lie in it. Returns those that do not: until now they counted as banned. */
export async function readScopeVersions(tx: Tx, banId: number): Promise<number[]> {
  const unread = await tx.$queryRaw<Unread[]>`
    SELECT u.tool_id AS "toolId", u.version_range AS range, s.id AS "softwareId", s.kind::text, s.version
    FROM (SELECT b.tool_id, b.version_range, t.software_id ${unreadOf(banId)}) u JOIN software s ON s.id = u.software_id ORDER BY u.tool_id, s.id`;
  const rulings = new Map([...new Set(unread.map(({ range }) => range))].map((range) => [range, bannedBy(range)]));
  const read = unread.map(({ toolId, softwareId, range, ...software }) => ({
    banId,
    toolId,
    softwareId,
    within: rulings.get(range)?.(software) ?? true,
  }));
  await tx.banScopeSoftware.createMany({ data: read, skipDuplicates: true });
  return read.filter(({ within }) => !within).map(({ softwareId }) => softwareId);
}

/** Versions that inventories or the catalogue brought since bans in a range were published. Returns how many of them are let go. */
export async function readNewVersions(now: Date): Promise<number> {
  const bans = await db.$queryRaw<{ id: number }[]>`
    /* versions' own clock */ SELECT b.id FROM ban b
    WHERE b.status IN ('PUBLISHED', 'SUSPENDED') AND EXISTS (SELECT FROM ban_scope_tool s WHERE s.ban_id = b.id AND s.version_range IS NOT NULL) ORDER BY b.id`;
  let released = 0;
  for (const { id } of bans) {
    const [unread] = await db.$queryRaw<{ any: boolean }[]>`SELECT EXISTS (SELECT 1 ${unreadOf(id)}) AS any`;
    if (unread?.any) released += await inTransaction((tx) => readInto(tx, id, now), { timeoutMs: 60_000 });
  }
  return released;
}

async function readInto(tx: Tx, banId: number, now: Date): Promise<number> {
  // A publication replaces the scope; whoever comes second reads what it left.
  await tx.$queryRaw`SELECT FROM ban WHERE id = ${banId} FOR SHARE`;
  const released = await readScopeVersions(tx, banId);
  if (released.length > 0) {
    await tx.$executeRaw`
      SELECT reevaluate_devices(ARRAY(SELECT DISTINCT device_id FROM installation WHERE software_id = ANY (${released}::int[])), ${now}::timestamptz)`;
  }
  return released.length;
}
