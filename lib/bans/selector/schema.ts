import { z } from "zod";
import { COUNTRIES } from "@/i18n/countries";
import { id, ids, key } from "@/lib/bans/parts/schema";
import { parseVers } from "@/lib/registry/versions/vers";
import { WorkerType } from "@/prisma/generated/enums";

/** A range that nothing can read binds nobody to anything. */
export function isRange(range: string): boolean {
  return "range" in parseVers(range);
}

const channel = z.string().trim().min(1).max(120);

/** Everything is meant that one of the lists names, less what `exclude` names. Resolved by `resolve_selector` and `resolve_access` of the database. */
export const selectorSchema = z.strictObject(
  {
    /** Vendors with everything they own: child vendors, all their tools and models. */
    vendors: ids,
    tools: ids,
    /** Model families: tools that reach them are not banned by that, but have to switch them off. */
    families: ids.default([]),
    /** Tools in some versions only, as VERS (`vers:npm/>=2.1.91`). */
    ranges: z
      .array(z.strictObject({ toolId: id, range: z.string().trim().max(500).refine(isRange, key("selector.range")) }))
      .max(100)
      .refine((ranges) => new Set(ranges.map(({ toolId }) => toolId)).size === ranges.length, key("selector.twice"))
      .default([]),
    /** Channels of the access graph, whatever runs through them. */
    channels: z.array(channel).max(100).default([]),
    exclude: z
      .strictObject({
        vendors: ids.default([]),
        tools: ids.default([]),
        families: ids.default([]),
        channels: z.array(channel).max(100).default([]),
      })
      .prefault({}),
  },
  key("selector.missing"),
);

function named<Item extends z.ZodType>(item: Item) {
  const list = z.array(item).max(500).default([]);
  return z.strictObject({ include: list, exclude: list }).prefault({});
}

/** Members stand in an included team and are of an included entity, country and worker type where some are named; one exclusion is enough to be out. */
export const populationSchema = z.strictObject(
  {
    everyone: z.boolean(),
    /** Teams with everybody below them. */
    include: ids,
    /** Teams left out again, with everybody below them. */
    exclude: ids,
    legalEntities: named(z.string().trim().min(1).max(200)),
    /** ISO 3166-1 alpha-2. */
    countries: named(z.string().refine((code) => COUNTRIES.includes(code), key("population.country"))),
    workerTypes: named(z.enum(WorkerType)),
  },
  key("population.missing"),
);

export type Selector = z.output<typeof selectorSchema>;
export type Population = z.output<typeof populationSchema>;
