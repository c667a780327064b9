/** Of each document the documents that it cites or has its matter from; those of no claim too, as far as one reaches. */
export type Citations = ReadonlyMap<number, readonly number[]>;

export type OriginGroup = {
  /** The source that stands for the group. */
  lead: number;
  /** The documents on which the lead rests in the end; itself where it cites nobody. */
  origins: number[];
  /** Further sources that share an origin with this group and with no other. */
  repeats: number[];
};

export type Origins = {
  count: number;
  groups: OriginGroup[];
  /** Sources that share an origin with several groups: they repeat them and add none. */
  bridges: number[];
};

/**
 * How many independent origins the sources of a claim have: the most sources of which no two cite each other, directly or over others, or
 * share a document from which both have their matter. One more source never lowers it, one more citation never raises it.
 */
export function independentOrigins(sources: readonly number[], citations: Citations): Origins {
  const ids = [...new Set(sources)].sort((one, other) => one - other);
  const origins = new Map(ids.map((id) => [id, originsOf(id, citations)]));
  const share = (one: number, other: number) => meets(origins.get(one) ?? new Set(), origins.get(other) ?? new Set());
  // Whoever rests on less stands for more: documents that cite nobody lead their groups.
  const first = (one: number, other: number) => rank(one) - rank(other) || one - other;
  const rank = (id: number) => (origins.get(id)?.size ?? 0) + (origins.get(id)?.has(id) ? 0 : 0.5);
  const neighbours = new Map(ids.map((id) => [id, new Set(ids.filter((other) => other !== id && share(id, other)))]));
  const leads = mostApart([...ids].sort(first), neighbours).sort(first);
  const groups = leads.map((lead) => ({ lead, origins: [...(origins.get(lead) ?? [])].sort((a, b) => a - b), repeats: [] as number[] }));
  const bridges: number[] = [];
  for (const id of ids.filter((one) => !leads.includes(one))) {
    const [group, ...others] = groups.filter(({ lead }) => share(id, lead));
    if (group && others.length === 0) group.repeats.push(id);
    else bridges.push(id);
  }
  return { count: groups.length, groups, bridges };
}

/** What can be reached and leads no further: documents that cite nobody, or only each other in a circle. */
function originsOf(id: number, citations: Citations): Set<number> {
  const reached = reachedFrom(id, citations);
  return new Set([...reached].filter((one) => [...reachedFrom(one, citations)].every((far) => reachedFrom(far, citations).has(one))));
}

function reachedFrom(id: number, citations: Citations): Set<number> {
  const reached = new Set([id]);
  for (const one of reached) for (const cited of citations.get(one) ?? []) reached.add(cited);
  return reached;
}

function meets(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  for (const each of one) if (other.has(each)) return true;
  return false;
}

type Neighbours = ReadonlyMap<number, ReadonlySet<number>>;

/** The largest set of which no two are neighbours, earlier ones first. Exact: a claim has at most `MOST_SOURCES` sources. */
function mostApart(ids: readonly number[], neighbours: Neighbours): number[] {
  const open = new Set(ids);
  const degree = (id: number) => [...(neighbours.get(id) ?? [])].filter((other) => open.has(other)).length;
  const without = (id: number) => ids.filter((one) => one !== id && !neighbours.get(id)?.has(one));
  // Whoever's open neighbours are all neighbours of each other can always be taken.
  const simple = ids.find((id) => {
    const around = [...(neighbours.get(id) ?? [])].filter((other) => open.has(other));
    return around.every((one) => around.every((other) => one === other || neighbours.get(one)?.has(other)));
  });
  if (simple !== undefined) return [simple, ...mostApart(without(simple), neighbours)];
  const [busiest] = [...ids].sort((one, other) => degree(other) - degree(one));
  if (busiest === undefined) return [];
  const taken = [busiest, ...mostApart(without(busiest), neighbours)];
  const left = mostApart(
    ids.filter((id) => id !== busiest),
    neighbours,
  );
  return left.length > taken.length ? left : taken;
}
