import { jetbrainsMatchValue, matchValueFor } from "../identifiers.ts";
import type { Catalogue, CatalogueIdentifier } from "./schema.ts";

/** Rows as the database merges them: one flat entry per vendor, family, tool, identifier and access edge. */
export function entriesOf({ vendors, families, tools }: Catalogue) {
  const identifiers = tools.flatMap((tool) => tool.identifiers.map((identifier) => identifierEntry(tool.slug, identifier)));
  const access = tools.flatMap((tool) =>
    tool.access.flatMap(({ family, channels, mode, source }) =>
      channels.map((channel) => ({ tool: tool.slug, family, channel, mode, source })),
    ),
  );
  return {
    vendors,
    families,
    // A tool's entry names what the catalogue gave it, so that what was removed here is not added again.
    tools: tools.map((tool) => ({
      ...tool,
      identifiers: tool.identifiers.map(({ kind, value }) => `${kind} ${value}`),
      access: Object.fromEntries(
        tool.access.flatMap(({ family, channels, mode, source }) => channels.map((channel) => [`${family} ${channel}`, { mode, source }])),
      ),
    })),
    identifiers,
    access,
  };
}

function identifierEntry(tool: string, { pluginVendor, pluginName, ...identifier }: CatalogueIdentifier) {
  const matchValue =
    identifier.kind === "JETBRAINS" && pluginVendor && pluginName
      ? jetbrainsMatchValue({ vendor: pluginVendor, name: pluginName })
      : matchValueFor(identifier.kind, identifier.value);
  return { tool, ...identifier, matchValue };
}

/** What is wrong with the catalogue as a whole, one sentence each: repeated names, and names of things that are not there. */
export function mistakesOf({ sources, vendors, families, tools }: Catalogue): string[] {
  const vendorSlugs = new Set(vendors.map(({ slug }) => slug));
  const familySlugs = new Set(families.map(({ slug }) => slug));
  const toolSlugs = new Set(tools.map(({ slug }) => slug));
  const entries = entriesOf({ sources, vendors, families, tools });
  const cited = [vendors, families, tools, entries.identifiers, entries.access].flatMap((rows) => rows.map(({ source }) => source));
  return [
    ...repeated(vendors.map(({ slug }) => `vendor ${slug}`)),
    ...repeated(families.map(({ slug }) => `family ${slug}`)),
    ...repeated(tools.map(({ slug }) => `tool ${slug}`)),
    ...repeated(entries.identifiers.map(({ tool, kind, value }) => `identifier ${kind} ${value} of ${tool}`)),
    ...repeated(entries.access.map(({ tool, family, channel }) => `channel ${channel} to ${family} of ${tool}`)),
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
      entries.access.map(({ family }) => family),
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
