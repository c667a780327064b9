import { reason } from "@/lib/refusal";
import type { Problem } from "@/lib/registry/catalogue/reading/schema";
import { accessKey, identifierKey } from "@/lib/registry/catalogue/rules";
import type { Catalogue } from "@/lib/registry/catalogue/schema";

/** What the registry holds already: slugs, and which vendor owns which and which tool follows which. */
export type Known = {
  vendors: ReadonlyMap<string, { parent: string | null }>;
  families: ReadonlySet<string>;
  tools: ReadonlyMap<string, { successor: string | null }>;
};

type Places = Record<"vendors" | "families" | "tools", string[]>;
type Placed<Row> = { row: Row; place: string };

const problem = (place: string, entry: string, key: string, values: Record<string, string> = {}): Problem => ({
  place,
  entry,
  reason: reason(`catalogue.problem.${key}`, values),
});

/** Keeps the first of each name; the others are problems. */
function unrepeated<Row extends { slug: string }>(rows: readonly Placed<Row>[], problems: Problem[]): Placed<Row>[] {
  const seen = new Map<string, string>();
  return rows.filter(({ row: { slug }, place }) => {
    const first = seen.get(slug);
    if (first !== undefined) problems.push(problem(place, slug, "repeated", { slug, first }));
    else seen.set(slug, place);
    return first === undefined;
  });
}

/** Leaves out whose reference leads nowhere, again and again until all do: what is left out is nobody's reference either. */
function referring<Row extends { slug: string }>(
  rows: Placed<Row>[],
  isKnown: (slug: string) => boolean,
  referenceOf: (row: Row) => string | null | undefined,
  key: string,
  problems: Problem[],
): Placed<Row>[] {
  for (let left = rows; ; ) {
    const slugs = new Set(left.map(({ row }) => row.slug));
    const fit = left.filter(({ row, place }) => {
      const to = referenceOf(row);
      if (to === null || to === undefined || slugs.has(to) || isKnown(to)) return true;
      problems.push(problem(place, row.slug, key, { slug: to }));
      return false;
    });
    if (fit.length === left.length) return fit;
    left = fit;
  }
}

/** Leaves out whatever is part of a circle or leads into one. */
function withoutCircles<Row extends { slug: string }>(
  rows: Placed<Row>[],
  above: (row: Row) => string | null,
  here: (slug: string) => string | null,
  key: string,
  problems: Problem[],
): Placed<Row>[] {
  const next = new Map(rows.map(({ row }) => [row.slug, above(row)]));
  const ends = new Map<string, boolean>();
  const isEnding = (slug: string): boolean => {
    const path: string[] = [];
    let at: string | null = slug;
    let isFine = true;
    const walked = new Set<string>();
    while (at !== null) {
      const known = ends.get(at);
      if (known !== undefined) {
        isFine = known;
        break;
      }
      if (walked.has(at)) {
        isFine = false;
        break;
      }
      walked.add(at);
      path.push(at);
      at = next.has(at) ? (next.get(at) ?? null) : here(at);
    }
    for (const one of path) ends.set(one, isFine);
    return isFine;
  };
  return rows.filter(({ row, place }) => {
    if (isEnding(row.slug)) return true;
    problems.push(problem(place, row.slug, key, { slug: row.slug, other: above(row) ?? "" }));
    return false;
  });
}

/** Takes out of the catalogue what names nothing, is there twice or goes in a circle, and answers why. */
export function brokenReferences(catalogue: Catalogue, places: Places, known: Known): Problem[] {
  const problems: Problem[] = [];
  const placed = <Row>(rows: readonly Row[], where: readonly string[]): Placed<Row>[] =>
    rows.map((row, index) => ({ row, place: where[index] ?? "" }));

  let vendors = unrepeated(placed(catalogue.vendors, places.vendors), problems);
  vendors = referring(
    vendors,
    (slug) => known.vendors.has(slug),
    ({ parent }) => parent,
    "noParent",
    problems,
  );
  vendors = referring(
    vendors,
    (slug) => known.vendors.has(slug),
    ({ mergedInto }) => mergedInto,
    "noMerged",
    problems,
  );
  vendors = withoutCircles(
    vendors,
    ({ parent }) => parent,
    (slug) => known.vendors.get(slug)?.parent ?? null,
    "vendorCircle",
    problems,
  );
  const vendorSlugs = new Set(vendors.map(({ row }) => row.slug));
  const isVendor = (slug: string) => vendorSlugs.has(slug) || known.vendors.has(slug);
  const owned = <Row extends { slug: string; vendor: string }>({ row, place }: Placed<Row>) => {
    if (isVendor(row.vendor)) return true;
    problems.push(problem(place, row.slug, "noVendor", { slug: row.vendor }));
    return false;
  };

  const families = unrepeated(placed(catalogue.families, places.families), problems).filter(owned);
  const familySlugs = new Set(families.map(({ row }) => row.slug));

  const isTool = (slug: string) => known.tools.has(slug);
  let tools = unrepeated(placed(catalogue.tools, places.tools), problems).filter(owned);
  tools = referring(tools, isTool, ({ successor }) => successor, "noSuccessor", problems);
  tools = referring(tools, isTool, ({ mergedInto }) => mergedInto, "noMerged", problems);
  tools = withoutCircles(
    tools,
    ({ successor }) => successor,
    (slug) => known.tools.get(slug)?.successor ?? null,
    "toolCircle",
    problems,
  );

  catalogue.vendors = vendors.map(({ row }) => row);
  catalogue.families = families.map(({ row }) => row);
  catalogue.tools = tools.map(({ row, place }) =>
    withFitParts(row, place, (slug) => familySlugs.has(slug) || known.families.has(slug), problems),
  );
  return problems;
}

function withFitParts(
  tool: Catalogue["tools"][number],
  place: string,
  isFamily: (slug: string) => boolean,
  problems: Problem[],
): Catalogue["tools"][number] {
  const seen = new Set<string>();
  const isFirst = (key: string, where: string) => {
    if (!seen.has(key)) return Boolean(seen.add(key));
    problems.push(problem(`${place}.${where}`, tool.slug, "repeatedPart", { part: key }));
    return false;
  };
  return {
    ...tool,
    identifiers: tool.identifiers.filter((one) => isFirst(identifierKey(one), "identifiers")),
    access: tool.access.flatMap((one) => {
      if (!isFamily(one.family)) {
        problems.push(problem(`${place}.access`, tool.slug, "noFamily", { slug: one.family }));
        return [];
      }
      const channels = one.channels.filter((channel) => isFirst(accessKey({ family: one.family, channel }), "access"));
      return channels.length > 0 ? [{ ...one, channels }] : [];
    }),
    releases: tool.releases.filter(({ kind, version }) => isFirst(`release ${kind} ${version}`, "releases")),
  };
}
