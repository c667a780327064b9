import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type Reason, refuse } from "@/lib/refusal";
import { somewhere } from "@/lib/registry/search/rules";
import { bansNaming, type DecisionPart, type Part, partsOf } from "@/lib/registry/tools/merge/parts";
import { parted, whyNotMerge } from "@/lib/registry/tools/merge/rules";
import { joinedAliases } from "@/lib/registry/tools/rules";

type Side = { id: number; slug: string; name: string; vendor: string; devices: number; people: number; revision: number };
type Split<One> = { moved: One[]; left: One[] };

/** What merging `loser` into `winner` would do. Nothing is done yet. */
export type MergePlan = {
  loser: Side;
  winner: Side;
  identifiers: Split<Part>;
  access: Split<Part>;
  releases: Split<Part>;
  /** `left`: both have a decision in force for the same audience; the winner's stays in force and these become history. */
  decisions: Split<DecisionPart>;
  pastDecisions: number;
  requests: number;
  /** Names that lead to the winner from then on. */
  newAliases: string[];
  /** Devices and people that hold either now: what the winner is found on afterwards. */
  devices: number;
  people: number;
  whyNot: Reason | null;
};

export async function planMerge(viewer: Viewer, { slug, into }: { slug: string; into: string }): Promise<MergePlan> {
  must(viewer, "registry:write");
  const [loser, winner] = await Promise.all([sideOf(slug), sideOf(into)]);
  const [ofLoser, ofWinner, bans, together] = await Promise.all([
    partsOf(db, loser.id),
    partsOf(db, winner.id),
    bansNaming(db, loser.id),
    foundOn([loser.id, winner.id]),
  ]);
  const { aliases: loserAliases, ...loserSide } = loser;
  const { aliases: winnerAliases, ...winnerSide } = winner;
  const joined = joinedAliases({ ...winner, aliases: winnerAliases }, { ...loser, aliases: loserAliases });
  return {
    loser: loserSide,
    winner: winnerSide,
    identifiers: parted(ofLoser.identifiers, ofWinner.identifiers),
    access: parted(ofLoser.access, ofWinner.access),
    releases: parted(ofLoser.releases, ofWinner.releases),
    decisions: parted(ofLoser.decisions, ofWinner.decisions),
    pastDecisions: ofLoser.pastDecisions,
    requests: ofLoser.requests,
    newAliases: joined.slice(winnerAliases.length),
    ...together,
    whyNot: whyNotMerge(loser, winner, bans),
  };
}

async function sideOf(slug: string): Promise<Side & { aliases: string[] }> {
  const found = await db.tool.findFirst({
    where: { slug, mergedIntoId: null },
    select: {
      id: true,
      slug: true,
      name: true,
      aliases: true,
      revision: true,
      vendor: { select: { name: true } },
      presence: { select: { devices: true, people: true } },
    },
  });
  if (!found) refuse("not-found", "registry.refusal.tool");
  const { vendor, presence, ...tool } = found;
  return { ...tool, vendor: vendor.name, devices: presence?.devices ?? 0, people: presence?.people ?? 0 };
}

async function foundOn(toolIds: readonly number[]): Promise<{ devices: number; people: number }> {
  const [row] = await db.$queryRaw<{ devices: number; people: number }[]>`
    SELECT count(DISTINCT l.device_id)::int AS devices, count(DISTINCT d.owner_person_id)::int AS people
    FROM software_tool k JOIN installation l ON l.software_id = k.software_id AND l.gone_at IS NULL JOIN device d ON d.id = l.device_id
    WHERE k.tool_id = ANY (${[...toolIds]}::int[])`;
  return row ?? { devices: 0, people: 0 };
}

const FOUND = 12;

export type OtherTool = { slug: string; name: string; vendor: string };

/** Tools that `slug` could be merged into, by any of their names; without words those whose names are alike. */
export async function findOthers(viewer: Viewer, slug: string, q: string): Promise<OtherTool[]> {
  must(viewer, "registry:write");
  if (q !== "") {
    return db.$queryRaw<OtherTool[]>`
      SELECT t.slug, t.name, v.name AS vendor FROM tool t JOIN vendor v ON v.id = t.vendor_id
      WHERE t.merged_into_id IS NULL AND t.slug <> ${slug} AND (v.name ILIKE ${somewhere(q)}
        OR EXISTS (SELECT FROM tool_name n WHERE n.tool_id = t.id AND n.name LIKE ${somewhere(q.toLowerCase())}))
      ORDER BY lower(t.name) = lower(${q}) DESC, t.name LIMIT ${FOUND}`;
  }
  return db.$queryRaw<OtherTool[]>`
    SELECT t.slug, t.name, v.name AS vendor FROM (
      SELECT o.tool_id, max(similarity(o.name, n.name)) AS likeness FROM tool l JOIN tool_name n ON n.tool_id = l.id
        JOIN tool_name o ON o.name % n.name AND o.tool_id <> l.id
      WHERE l.slug = ${slug} GROUP BY o.tool_id HAVING max(similarity(o.name, n.name)) > 0.5
    ) a JOIN tool t ON t.id = a.tool_id JOIN vendor v ON v.id = t.vendor_id ORDER BY a.likeness DESC, t.name LIMIT ${FOUND}`;
}
