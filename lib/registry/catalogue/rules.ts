import { jetbrainsMatchValue, matchValueFor } from "../identifiers.ts";
import type { Catalogue, CatalogueFamily, CatalogueIdentifier, CatalogueTool, CatalogueVendor } from "./schema.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = { [key: string]: Json };

/** One row as the database merges it. `base`, where it is there, becomes what the catalogue is taken to have said; without it the row does. */
export type Entry = Values;

/** How entries name an identifier and an access edge of a tool. */
export const identifierKey = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`;
export const accessKey = ({ family, channel }: { family: string; channel: string }) => `${family} ${channel}`;

type Flat = Record<"vendors" | "families" | "tools" | "identifiers" | "access", Entry[]>;

/** Rows as the database merges them: one flat entry per vendor, family, tool, identifier and access edge. */
export function entriesOf({ vendors, families, tools }: Pick<Catalogue, "vendors" | "families" | "tools">): Flat {
  return {
    vendors: vendors.map(vendorEntry),
    families: families.map(familyEntry),
    tools: tools.map(toolEntry),
    identifiers: tools.flatMap((tool) => tool.identifiers.map((identifier) => identifierEntry(tool.slug, identifier))),
    access: tools.flatMap((tool) => accessEntries(tool.slug, tool.access)),
  };
}

/** Only an export says what the catalogue said before. */
function withBase(entry: Entry, base: unknown): Entry {
  return base === undefined ? entry : { ...entry, base: base as Json };
}

/** Only an export says what was merged into what. */
function withMerge(entry: Entry, mergedInto: string | null | undefined): Entry {
  return mergedInto ? { ...entry, mergedInto } : entry;
}

export function vendorEntry({ events: _events, mergedInto, base, ...vendor }: CatalogueVendor): Entry {
  return withMerge(withBase(vendor, base), mergedInto);
}

export function familyEntry({ base, ...family }: CatalogueFamily): Entry {
  return withBase(family, base);
}

/** A tool's entry names what the catalogue gave it, so that what was removed here is not added again. */
export function toolEntry({ identifiers, access, releases: _releases, mergedInto, base, ...tool }: CatalogueTool): Entry {
  const edges = accessEntries(tool.slug, access).map(({ family, channel, mode, source, asOf }) => [
    accessKey({ family: String(family), channel: String(channel) }),
    { mode: mode ?? null, source: source ?? null, asOf: asOf ?? null },
  ]);
  return withMerge(withBase({ ...tool, identifiers: identifiers.map(identifierKey), access: Object.fromEntries(edges) }, base), mergedInto);
}

export function accessEntries(tool: string, access: CatalogueTool["access"]): Entry[] {
  return access.flatMap(({ family, channels, mode, source, asOf }) =>
    channels.map((channel) => ({ tool, family, channel, mode, source, asOf })),
  );
}

export function identifierEntry(tool: string, { pluginVendor, pluginName, matchValue, base, ...identifier }: CatalogueIdentifier): Entry {
  const folded =
    identifier.kind === "JETBRAINS" && pluginVendor && pluginName
      ? jetbrainsMatchValue({ vendor: pluginVendor, name: pluginName })
      : matchValueFor(identifier.kind, identifier.value);
  return withBase({ tool, ...identifier, matchValue: matchValue ?? folded }, base);
}

/** What is wrong with the catalogue as a whole, one sentence each: repeated names, and names of things that are not there. */
export function mistakesOf({ sources, vendors, families, tools }: Catalogue): string[] {
  const vendorSlugs = new Set(vendors.map(({ slug }) => slug));
  const familySlugs = new Set(families.map(({ slug }) => slug));
  const toolSlugs = new Set(tools.map(({ slug }) => slug));
  const identifiers = tools.flatMap((tool) => tool.identifiers.map((one) => ({ ...one, tool: tool.slug })));
  const access = tools.flatMap((tool) => tool.access.map((one) => ({ ...one, tool: tool.slug })));
  const cited = [vendors, families, tools, identifiers, access].flatMap((rows) => rows.map(({ source }) => source));
  return [
    ...repeated(vendors.map(({ slug }) => `vendor ${slug}`)),
    ...repeated(families.map(({ slug }) => `family ${slug}`)),
    ...repeated(tools.map(({ slug }) => `tool ${slug}`)),
    ...repeated(identifiers.map(({ tool, kind, value }) => `identifier ${kind} ${value} of ${tool}`)),
    ...repeated(access.flatMap(({ tool, family, channels }) => channels.map((channel) => `channel ${channel} to ${family} of ${tool}`))),
    ...absent(
      "vendor",
      [...families, ...tools].map(({ vendor }) => vendor),
      vendorSlugs,
    ),
    ...absent(
      "parent",
      vendors.map(({ parent }) => parent),
      vendorSlugs,
    ),
    ...absent(
      "successor",
      tools.map(({ successor }) => successor),
      toolSlugs,
    ),
    ...absent(
      "family",
      access.map(({ family }) => family),
      familySlugs,
    ),
    ...absent("source", cited, new Set(Object.keys(sources))),
  ];
}

function repeated(names: string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.has(name) || !seen.add(name)).map((name) => `The ${name} is there twice.`);
}

function absent(what: string, named: (string | null)[], known: Set<string>): string[] {
  return [...new Set(named)].filter((name) => name !== null && !known.has(name)).map((name) => `There is no ${what} ${name}.`);
}
