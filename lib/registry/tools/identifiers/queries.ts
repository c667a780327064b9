import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import { matchValueOf, namesSoftware, platformsOf, type SharedWith, whyNotShared } from "@/lib/registry/tools/identifiers/rules";
import type { PreviewIdentifier } from "@/lib/registry/tools/identifiers/schema";
import { sharedWith } from "@/lib/registry/tools/identifiers/shared";
import type { Confidence, DevicePlatform, IdentifierKind } from "@/prisma/generated/enums";

export type ListedIdentifier = {
  id: number;
  kind: IdentifierKind;
  value: string;
  matchValue: string;
  confidence: Confidence;
  source: string;
  note: string | null;
  /** Empty: any. */
  platforms: readonly DevicePlatform[];
  /** False for kinds that describe the tool and name no software by themselves. */
  namesSoftware: boolean;
  /** Pieces of software that it names, one per version. */
  software: number;
  /** Devices that hold one of them now. */
  devices: number;
};

type Row = Omit<ListedIdentifier, "platforms" | "namesSoftware">;

async function subject(slug: string) {
  const tool = await db.tool.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, revision: true, mergedInto: { select: { slug: true } } },
  });
  return tool ?? refuse("not-found", "registry.refusal.tool");
}

/** Every identifier of a tool and what it recognises now. */
export async function listIdentifiers(
  viewer: Viewer,
  slug: string,
): Promise<{ tool: Awaited<ReturnType<typeof subject>>; items: ListedIdentifier[] }> {
  must(viewer, "registry:read");
  const tool = await subject(slug);
  const rows = await db.$queryRaw<Row[]>`
    SELECT i.id, i.kind::text, i.value, i.match_value AS "matchValue", i.confidence::text, i.source, i.note, n.software, n.devices
    FROM identifier i CROSS JOIN LATERAL (
      SELECT count(DISTINCT k.software_id)::int AS software, count(DISTINCT l.device_id)::int AS devices
      FROM software s JOIN software_tool k ON k.software_id = s.id AND k.tool_id = i.tool_id
        LEFT JOIN installation l ON l.software_id = s.id AND l.gone_at IS NULL
      WHERE s.kind = i.kind AND s.match_value = i.match_value
    ) n WHERE i.tool_id = ${tool.id} ORDER BY i.kind, i.id`;
  const items = rows.map((row) => ({ ...row, platforms: platformsOf(row.kind), namesSoftware: namesSoftware(row.kind) }));
  return { tool, items };
}

export type FoundSoftware = {
  name: string;
  publisher: string;
  versions: number;
  devices: number;
  /** Other tools that it is known as already. */
  tools: { slug: string; name: string; vendor: string }[];
};

export type BanEvidence = { code: string; title: string /** In the ban and not known to have it until now. */; people: number };

export type IdentifierPreview = {
  kind: IdentifierKind;
  value: string;
  matchValue: string;
  platforms: readonly DevicePlatform[];
  namesSoftware: boolean;
  /** The tool has it already, written like this. */
  there: string | null;
  /** At most 20, those on most devices first. */
  software: FoundSoftware[];
  /** Of them, how many are known as no tool yet. */
  unmatched: number;
  /** Names of software in all. */
  found: number;
  devices: number;
  people: number;
  sharedWith: SharedWith[];
  /** It can be saved only with `isShared` and a note. */
  needsShared: boolean;
  /** Published bans on this tool. */
  bans: BanEvidence[];
  /** Nothing of this kind was looked for on behalf of those bans: with confidence verified or high, devices have to be looked at for it too. */
  isNewKind: boolean;
};

const MOST_SHOWN = 20;

/** What an identifier would do, before anything is saved. */
export async function previewIdentifier(viewer: Viewer, slug: string, asked: PreviewIdentifier): Promise<IdentifierPreview> {
  must(viewer, "registry:read");
  const tool = await subject(slug);
  const { kind, value } = asked;
  const matchValue = matchValueOf(asked);
  const isSoftware = namesSoftware(kind);
  const own = await db.identifier.findMany({
    where: { toolId: tool.id, kind },
    select: { value: true, matchValue: true, confidence: true },
  });
  const [others, found, counts, bans] = await Promise.all([
    sharedWith(db, { toolId: tool.id, kind, matchValue }),
    isSoftware ? softwareOf(tool.id, kind, matchValue) : [],
    isSoftware ? holdersOf(kind, matchValue) : { devices: 0, people: 0 },
    newEvidence(tool.id, kind, matchValue),
  ]);
  return {
    kind,
    value,
    matchValue,
    platforms: platformsOf(kind),
    namesSoftware: isSoftware,
    there: own.find((one) => one.matchValue === matchValue)?.value ?? null,
    software: found.slice(0, MOST_SHOWN),
    unmatched: found.filter(({ tools }) => tools.length === 0).length,
    found: found.length,
    ...counts,
    sharedWith: others,
    needsShared: whyNotShared(others, { isShared: false, note: null }) !== null,
    bans,
    isNewKind: isSoftware && !own.some(({ confidence }) => confidence === "VERIFIED" || confidence === "HIGH"),
  };
}

async function softwareOf(toolId: number, kind: IdentifierKind, matchValue: string): Promise<FoundSoftware[]> {
  return db.$queryRaw<FoundSoftware[]>`
    SELECT min(s.name) AS name, s.publisher, count(DISTINCT s.version)::int AS versions, count(DISTINCT l.device_id)::int AS devices,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('slug', t.slug, 'name', t.name, 'vendor', v.name)), '[]')
        FROM software_tool k JOIN tool t ON t.id = k.tool_id JOIN vendor v ON v.id = t.vendor_id
        WHERE k.software_id = ANY (array_agg(s.id)) AND t.id <> ${toolId}) AS tools
    FROM software s LEFT JOIN installation l ON l.software_id = s.id AND l.gone_at IS NULL
    WHERE s.kind = ${kind}::identifier_kind AND s.match_value = ${matchValue}
    GROUP BY s.publisher, lower(s.name) ORDER BY devices DESC, name LIMIT 500`;
}

async function holdersOf(kind: IdentifierKind, matchValue: string): Promise<{ devices: number; people: number }> {
  const [row] = await db.$queryRaw<{ devices: number; people: number }[]>`
    SELECT count(DISTINCT l.device_id)::int AS devices, count(DISTINCT d.owner_person_id)::int AS people
    FROM software s JOIN installation l ON l.software_id = s.id AND l.gone_at IS NULL JOIN device d ON d.id = l.device_id
    WHERE s.kind = ${kind}::identifier_kind AND s.match_value = ${matchValue}`;
  return row ?? { devices: 0, people: 0 };
}

// Obligations belong to the domain above. What a change of identifiers does to them is the database's to settle, and its own tables say how
// many people that will be.
async function newEvidence(toolId: number, kind: IdentifierKind, matchValue: string): Promise<BanEvidence[]> {
  return db.$queryRaw<BanEvidence[]>`
    SELECT b.code, b.title, (
      SELECT count(DISTINCT o.person_id)::int FROM obligation o
      WHERE o.ban_id = b.id AND o.closed_at IS NULL AND o.state NOT IN ('INSTALLED', 'EXCEPTED') AND o.person_id IN (
        SELECT v.owner_person_id FROM software s JOIN installation l ON l.software_id = s.id AND l.gone_at IS NULL JOIN device v ON v.id = l.device_id
        WHERE ${namesSoftware(kind)} AND s.kind = ${kind}::identifier_kind AND s.match_value = ${matchValue})
    ) AS people
    FROM ban b JOIN ban_scope_tool c ON c.ban_id = b.id WHERE b.status = 'PUBLISHED' AND c.tool_id = ${toolId} ORDER BY b.id`;
}

export type RemovalEffect = {
  software: number;
  devices: number /** Per published ban: people seen with nothing else of it. */;
  bans: BanEvidence[];
};

/** What stops being recognised when an identifier goes. */
export async function removalEffect(viewer: Viewer, slug: string, id: number): Promise<RemovalEffect> {
  must(viewer, "registry:read");
  const { tool, items } = await listIdentifiers(viewer, slug);
  const identifier = items.find((item) => item.id === id) ?? refuse("not-found", "tools.identifier.gone");
  const bans = await db.$queryRaw<BanEvidence[]>`
    SELECT b.code, b.title, (
      SELECT count(DISTINCT o.person_id)::int FROM obligation o
      WHERE o.ban_id = b.id AND o.closed_at IS NULL AND o.state = 'INSTALLED' AND NOT EXISTS (
        SELECT FROM device v JOIN installation l ON l.device_id = v.id AND l.gone_at IS NULL JOIN ban_software(b.id) n ON n.software_id = l.software_id
          JOIN software s ON s.id = n.software_id
        WHERE v.owner_person_id = o.person_id AND NOT (s.kind = ${identifier.kind}::identifier_kind AND s.match_value = ${identifier.matchValue}))
      AND EXISTS (
        SELECT FROM device v JOIN installation l ON l.device_id = v.id AND l.gone_at IS NULL JOIN software s ON s.id = l.software_id
        WHERE v.owner_person_id = o.person_id AND s.kind = ${identifier.kind}::identifier_kind AND s.match_value = ${identifier.matchValue})
    ) AS people
    FROM ban b JOIN ban_scope_tool c ON c.ban_id = b.id WHERE b.status = 'PUBLISHED' AND c.tool_id = ${tool.id} ORDER BY b.id`;
  return { software: identifier.software, devices: identifier.devices, bans };
}
