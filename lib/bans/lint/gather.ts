import "server-only";
import type { LintFacts } from "@/lib/bans/lint/facts";
import type { BanDraft } from "@/lib/bans/schema";
import { resolveScope } from "@/lib/bans/selector/queries";
import { selectorSchema } from "@/lib/bans/selector/schema";
import type { db, Tx } from "@/lib/db";

type Asked = { banId: number; code: string; content: BanDraft };

/** Everything the lint looks at, in a few statements over whole sets. */
export async function gatherFacts(tx: Tx | typeof db, { banId, code, content }: Asked): Promise<LintFacts> {
  const selector = content.selector ?? selectorSchema.parse({ vendors: [], tools: [] });
  const scope = await resolveScope(tx, selector, banId);
  const claims = await tx.claim.findMany({
    where: { id: { in: (content.claims ?? []).map(({ id }) => id) } },
    select: { id: true, statement: true, confirmation: true },
  });
  const [counts] = await tx.$queryRaw<[{ people: number; devices: number }]>`
    SELECT (SELECT count(*)::int FROM population_people(${JSON.stringify(content.population ?? {})}::jsonb)) AS people,
      (SELECT count(*)::int FROM population_devices(${JSON.stringify(content.population ?? {})}::jsonb)) AS devices`;
  return {
    code,
    content,
    tools: scope.tools.length,
    edges: scope.access.length,
    population: { ...counts, withoutDevice: 0 },
    found: { people: 0, devices: 0 },
    silent: { devices: 0, withTool: 0 },
    unmanaged: 0,
    uncontrolled: [],
    categories: [],
    replacements: [],
    places: [],
    days: [],
    freezes: [],
    sources: [],
    claims,
    overlaps: [],
    required: [],
    exceptions: [],
  };
}
