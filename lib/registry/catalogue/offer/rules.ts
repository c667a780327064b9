import type { Present, Registry } from "../present.ts";
import {
  accessEntries,
  accessKey,
  type Entry,
  type entriesOf,
  familyEntry,
  identifierEntry,
  identifierKey,
  toolEntry,
  type Values,
  vendorEntry,
} from "../rules.ts";
import type { Catalogue } from "../schema.ts";

export type OfferedTool = { entry: Entry; identifiers: Entry[]; access: Entry[] };

/** A file as this registry has to read it: what was merged here goes to what it was merged into. */
export type Offer = {
  vendors: Entry[];
  families: Entry[];
  tools: OfferedTool[];
  /** Entries of merged tools: nothing of them is written but what the catalogue said. */
  remembered: Entry[];
  /** False: what the file does not name stays, without a word. */
  complete: boolean;
};

const name = (value: unknown) => String(value);

/** Where a slug leads here; however long the chain. */
export function leading(rows: ReadonlyMap<string, Present>): (slug: string) => string {
  return (slug) => {
    const seen = new Set<string>();
    let at = slug;
    for (let next = rows.get(at)?.mergedInto; next && !seen.has(at); next = rows.get(at)?.mergedInto) {
      seen.add(at);
      at = next;
    }
    return at;
  };
}

function pointing(entry: Entry, field: string, to: (slug: string) => string): Entry {
  const slug = entry[field];
  if (typeof slug !== "string" || to(slug) === slug) return entry;
  const led = to(slug);
  // What was merged into its own parent or successor has none any more.
  return { ...entry, [field]: led === entry.slug ? null : led };
}

/** The winner of a merge that the file itself does not name, as it is here: only what the others bring to it can differ. */
function unnamed({ slug, here, base, name: words }: Present): OfferedTool {
  const said: Values = { identifiers: base?.identifiers ?? [], access: base?.access ?? {} };
  return { entry: { ...here, ...said, slug, name: words, base }, identifiers: [], access: [] };
}

function withoutRepeats(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  return [...new Map(entries.map((entry) => [keyOf(entry), entry] as const).reverse()).values()].reverse();
}

const identifierNames = ({ kind, value }: Entry) => identifierKey({ kind: name(kind), value: name(value) });
const accessNames = ({ family, channel }: Entry) => accessKey({ family: name(family), channel: name(channel) });

export function offerOf(catalogue: Pick<Catalogue, "vendors" | "families" | "tools">, registry: Registry, complete: boolean): Offer {
  const vendorOf = leading(registry.vendors);
  const toolOf = leading(registry.tools);
  const isHere = (rows: ReadonlyMap<string, Present>, slug: string, mergedInto: string | null | undefined) =>
    rows.get(slug)?.mergedInto != null || (mergedInto != null && rows.has(slug));
  const vendors = catalogue.vendors
    .filter(({ slug, mergedInto }) => !isHere(registry.vendors, slug, mergedInto))
    .map((vendor) => pointing(vendorEntry(vendor), "parent", vendorOf));
  const families = catalogue.families.map((family) => pointing(familyEntry(family), "vendor", vendorOf));
  const tools = new Map<string, OfferedTool>();
  const remembered: Entry[] = [];
  const merged = catalogue.tools.filter(({ slug }) => toolOf(slug) !== slug);
  for (const tool of catalogue.tools) {
    if (isHere(registry.tools, tool.slug, tool.mergedInto)) continue;
    tools.set(tool.slug, {
      entry: pointing(pointing(toolEntry(tool), "vendor", vendorOf), "successor", toolOf),
      identifiers: tool.identifiers.map((one) => identifierEntry(tool.slug, one)),
      access: accessEntries(tool.slug, tool.access),
    });
  }
  for (const tool of merged) {
    if (tool.mergedInto) continue;
    remembered.push(toolEntry(tool));
    const winner = toolOf(tool.slug);
    const ours = registry.tools.get(winner);
    const offered = tools.get(winner) ?? (ours && unnamed(ours));
    if (!offered) continue;
    const identifiers = [...offered.identifiers, ...tool.identifiers.map((one) => identifierEntry(winner, one))];
    const access = [...offered.access, ...accessEntries(winner, tool.access)];
    tools.set(winner, {
      entry: offered.entry,
      identifiers: withoutRepeats(identifiers, identifierNames),
      access: withoutRepeats(access, accessNames),
    });
  }
  return { vendors, families, tools: [...tools.values()], remembered, complete };
}

/** What the chosen entries need besides: owners, vendors, families and successors that are not here yet. */
export function neededBy(chosen: ReadonlySet<string>, offer: Offer, registry: Registry): Set<string> {
  const needed = new Set(chosen);
  const rows = new Map<string, OfferedTool | { entry: Entry }>([
    ...offer.vendors.map((entry) => [`vendor/${entry.slug}`, { entry }] as const),
    ...offer.families.map((entry) => [`family/${entry.slug}`, { entry }] as const),
    ...offer.tools.map((tool) => [`tool/${tool.entry.slug}`, tool] as const),
  ]);
  const isThere = { vendor: registry.vendors, family: registry.families, tool: registry.tools };
  const open = [...chosen];
  const need = (kind: keyof typeof isThere, slug: unknown) => {
    const key = `${kind}/${slug}`;
    if (typeof slug !== "string" || isThere[kind].has(slug) || needed.has(key) || !rows.has(key)) return;
    needed.add(key);
    open.push(key);
  };
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const row = rows.get(key);
    if (!row) continue;
    need("vendor", row.entry.parent);
    need("vendor", row.entry.vendor);
    need("tool", row.entry.successor);
    need(key.startsWith("vendor/") ? "vendor" : "tool", row.entry.mergedInto);
    if ("access" in row) for (const { family } of row.access) need("family", family);
  }
  return needed;
}

/** The rows of the chosen entries, for the merge. */
export function rowsOf(offer: Offer, chosen: ReadonlySet<string>): ReturnType<typeof entriesOf> {
  const tools = offer.tools.filter(({ entry }) => chosen.has(`tool/${entry.slug}`));
  return {
    vendors: offer.vendors.filter(({ slug }) => chosen.has(`vendor/${slug}`)),
    families: offer.families.filter(({ slug }) => chosen.has(`family/${slug}`)),
    tools: tools.map(({ entry }) => entry),
    identifiers: tools.flatMap(({ identifiers }) => identifiers),
    access: tools.flatMap(({ access }) => access),
  };
}
