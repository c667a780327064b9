import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { type Part, partOf, sideBySide } from "@/lib/risk/claims/known/rules";
import { type ClaimItem, claimsAbout } from "@/lib/risk/claims/queries";
import type { Day } from "@/lib/risk/claims/rules";

export type KnownSource = { publisher: string; url: string | null; publishedOn: Day };

/** A claim as everybody may read it: what is said, by whom, and how far it has been borne out. */
export type KnownClaim = Pick<
  ClaimItem,
  "id" | "statement" | "confirmation" | "state" | "reportedOn" | "since" | "versionRange" | "independentOrigins" | "isDisputed" | "bearing"
> & {
  sources: KnownSource[];
  /** What is not certain about it. */
  note: string | null;
  dispute: { words: string; by: string; url: string | null; on: Day } | null;
  isAboutVendor: boolean;
};

export type Known = {
  tool: { slug: string; name: string };
  known: KnownClaim[];
  /** Claims that contradict each other in one group; one that is only denied is alone in its group. */
  disputed: KnownClaim[][];
  open: KnownClaim[];
  /** Retracted or superseded since. */
  withdrawn: KnownClaim[];
};

type Further = Pick<KnownClaim, "id" | "sources" | "dispute" | "note">;

/** What is said of a tool, for everybody who has to do with it; null for a tool that is not there. */
export async function knownOf(viewer: Viewer, slug: string): Promise<Known | null> {
  must(viewer, "tools:read");
  const [tool] = await db.$queryRaw<{ id: number; slug: string; name: string }[]>`
    SELECT l.id, l.slug, l.name FROM tool t JOIN tool l ON l.id = coalesce(t.merged_into_id, t.id) WHERE t.slug = ${slug}`;
  if (!tool) return null;
  const items = await claimsAbout(tool.id);
  const ids = items.map(({ id }) => id);
  const [further, pairs] = await Promise.all([
    db.$queryRaw<Further[]>`
      SELECT c.id, c.note, CASE WHEN c.disputed_on IS NOT NULL THEN
          jsonb_build_object('words', c.dispute_words, 'by', c.disputed_by, 'url', c.dispute_url, 'on', c.disputed_on) END AS dispute,
        coalesce((SELECT jsonb_agg(jsonb_build_object('publisher', s.publisher, 'url', s.url, 'publishedOn', s.published_on) ORDER BY s.published_on, s.id)
          FROM claim_evidence e JOIN evidence_source s ON s.id = e.source_id WHERE e.claim_id = c.id), '[]') AS sources
      FROM claim c WHERE c.id = ANY (${ids}::int[])`,
    db.claimContradiction.findMany({ where: { oneId: { in: ids }, otherId: { in: ids } }, select: { oneId: true, otherId: true } }),
  ]);
  const furtherOf = new Map(further.map((one) => [one.id, one]));
  const said = items.map((item) => ({ part: partOf(item), claim: knownClaim(item, furtherOf.get(item.id)) }));
  const of = (part: Part | null) => said.filter((one) => one.part === part).map(({ claim }) => claim);
  const disputed = sideBySide(
    of("disputed"),
    pairs.map(({ oneId, otherId }) => [oneId, otherId] as const),
  );
  return { tool: { slug: tool.slug, name: tool.name }, known: of("known"), disputed, open: of("open"), withdrawn: of(null) };
}

function knownClaim(item: ClaimItem, further: Further | undefined): KnownClaim {
  const { id, statement, confirmation, state, reportedOn, since, versionRange, independentOrigins, isDisputed, bearing } = item;
  const own = { id, statement, confirmation, state, reportedOn, since, versionRange, independentOrigins, isDisputed, bearing };
  return {
    ...own,
    note: further?.note ?? null,
    sources: further?.sources ?? [],
    dispute: further?.dispute ?? null,
    isAboutVendor: item.tool === null,
  };
}

/** How many claims about a tool or its vendor everybody can read, for its page. */
export async function countKnown(viewer: Viewer, toolId: number): Promise<number> {
  must(viewer, "tools:read");
  const [counted] = await db.$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n FROM claim WHERE tool_id = ${toolId} OR vendor_id = (SELECT vendor_id FROM tool WHERE id = ${toolId})`;
  return counted.n;
}
