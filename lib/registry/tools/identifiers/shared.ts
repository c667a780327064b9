import "server-only";
import type { db, Tx } from "@/lib/db";
import { domainsMeet, type SharedHow, type SharedWith } from "@/lib/registry/tools/identifiers/rules";
import { Prisma } from "@/prisma/generated/client";
import type { IdentifierKind } from "@/prisma/generated/enums";

type Asked = { toolId: number; kind: IdentifierKind; matchValue: string };
type Found = Omit<SharedWith, "isOtherVendor" | "how"> & { vendorId: number };

const FOUND = Prisma.sql`t.slug, t.name, v.name AS vendor, v.slug AS "vendorSlug", t.vendor_id AS "vendorId"`;

/** Other tools that the value means too, those of other vendors first. */
export async function sharedWith(tx: Tx | typeof db, asked: Asked): Promise<SharedWith[]> {
  const own = await tx.tool.findUnique({ where: { id: asked.toolId }, select: { vendorId: true } });
  const ways: [SharedHow, Found[]][] = [
    ["identifier", await sameIdentifier(tx, asked)],
    ["publisher", asked.kind === "WINDOWS_PUBLISHER" ? await samePublisher(tx, asked) : []],
    ["domain", asked.kind === "DOMAIN" ? await meetingDomains(tx, asked) : []],
  ];
  const all = ways.flatMap(([how, found]) =>
    found.map(({ vendorId, ...one }) => ({ ...one, how, isOtherVendor: vendorId !== own?.vendorId })),
  );
  const each = new Map(all.toReversed().map((one) => [one.slug, one]));
  return [...each.values()].sort((a, b) => Number(b.isOtherVendor) - Number(a.isOtherVendor) || a.name.localeCompare(b.name));
}

async function sameIdentifier(tx: Tx | typeof db, { toolId, kind, matchValue }: Asked): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    SELECT ${FOUND}, i.value FROM identifier i JOIN tool t ON t.id = i.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE i.kind = ${kind}::identifier_kind AND i.match_value = ${matchValue} AND i.tool_id <> ${toolId} ORDER BY t.name LIMIT 50`;
}

/** Programs of that publisher which inventories reported and which are known as other tools. */
async function samePublisher(tx: Tx | typeof db, { toolId, matchValue }: Asked): Promise<Found[]> {
  return tx.$queryRaw<Found[]>`
    SELECT ${FOUND}, min(s.name) AS value FROM software s JOIN software_tool k ON k.software_id = s.id JOIN tool t ON t.id = k.tool_id
      JOIN vendor v ON v.id = t.vendor_id
    WHERE s.kind = 'WINDOWS_PROGRAM' AND lower(regexp_replace(btrim(s.publisher), '\\s+', ' ', 'g')) = ${matchValue} AND t.id <> ${toolId}
    GROUP BY t.id, v.id ORDER BY t.name LIMIT 50`;
}

/** Patterns of domains are few (`api.*.example.com`); whether two meet is the rule's to say. */
async function meetingDomains(tx: Tx | typeof db, { toolId, matchValue }: Asked): Promise<Found[]> {
  const isPattern = matchValue.includes("*");
  const candidates = await tx.$queryRaw<(Found & { matchValue: string })[]>`
    SELECT ${FOUND}, i.value, i.match_value AS "matchValue" FROM identifier i JOIN tool t ON t.id = i.tool_id JOIN vendor v ON v.id = t.vendor_id
    WHERE i.kind = 'DOMAIN' AND i.tool_id <> ${toolId} AND (${isPattern} OR strpos(i.match_value, '*') > 0) ORDER BY t.name`;
  return candidates.filter((one) => domainsMeet(one.matchValue, matchValue)).map(({ matchValue: _, ...found }) => found);
}
