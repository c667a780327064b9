import { z } from "zod";
import { COUNTRIES } from "../../../i18n/countries.ts";
import { IDENTIFIER_KINDS } from "../identifiers.ts";

// Bounds wide enough for whatever the registry's own forms take, so that what was exported can always be read again.
// PostgreSQL stores neither U+0000 nor half of a surrogate pair.
const storable = (value: string) => !value.includes("\0") && value.isWellFormed();
const words = (max: number) => z.string().trim().min(1).max(max).refine(storable, { error: "control" });
const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const name = words(300);
const line = words(600);
const text = words(20_000);
const list = <T extends z.ZodType>(one: T) => z.array(one).max(300);
const confidence = z.enum(["VERIFIED", "HIGH", "MEDIUM", "LOW"]);
const countries = new Set(COUNTRIES);
const country = z.string().refine((code) => countries.has(code), { error: "country" });
const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
/** A key of `sources`, or its own words. */
const source = line;
/** What the catalogue last said of an entry of an exported registry; null: it was entered by hand. */
const base = z.record(z.string().max(600), z.json()).nullable().optional();
const person = words(200).nullable().default(null);
/** Entries that were found to be the same as another one, in an export. */
const mergedInto = slug.nullable().optional();
const entrySource = source.nullable().default(null);

export const eventSchema = z.strictObject({
  kind: z.enum(["TERMS_CHANGED", "ACCOUNTS_SUSPENDED", "REGION_CHANGED", "DISCLOSURE", "INCIDENT", "ACQUISITION", "OTHER"]),
  happenedOn: day,
  title: line,
  details: text.nullable().default(null),
  source: words(2_000),
  sourceUrl: words(2_000).nullable().default(null),
  recordedBy: person,
  recordedAt: instant,
});

export const vendorSchema = z.strictObject({
  slug,
  name,
  legalName: line.nullable().default(null),
  parent: slug.nullable().default(null),
  hqCountry: country.nullable().default(null),
  hqCity: line.nullable().default(null),
  countriesNotServed: list(country).default([]),
  notes: text.nullable().default(null),
  confidence,
  source: entrySource,
  mergedInto,
  base,
});

export const familySchema = z.strictObject({
  slug,
  name,
  vendor: slug,
  openWeights: z.boolean(),
  licence: line.nullable().default(null),
  notes: text.nullable().default(null),
  offers: list(z.strictObject({ provider: line, service: line, modelIds: list(line).default([]), confidence })).default([]),
  confidence,
  source: entrySource,
  base,
});

export const identifierSchema = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  value: line,
  /** As compared, where it does not follow from the value. */
  matchValue: words(700).optional(),
  /** JetBrains only: how the plugin is listed, which is what inventories report. */
  pluginVendor: line.optional(),
  pluginName: line.optional(),
  note: text.nullable().default(null),
  confidence,
  source,
  base,
});

export const accessSchema = z.strictObject({
  family: slug,
  channels: list(line).min(1),
  mode: z.enum(["DEFAULT", "SELECTABLE", "AUTO_ROUTED", "DISABLED_BY_POLICY", "UNKNOWN"]).default("UNKNOWN"),
  source,
  /** The day on which the source said so. */
  asOf: day.nullable().default(null),
});

export const releaseSchema = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  version: line,
  publishedAt: instant.nullable().default(null),
  isWithdrawn: z.boolean().default(false),
  note: text.nullable().default(null),
  source: words(2_000),
  recordedBy: person,
  recordedAt: instant,
});

export const toolSchema = z.strictObject({
  slug,
  name,
  aliases: list(line).default([]),
  vendor: slug,
  category: slug,
  clients: list(slug).default([]),
  touches: list(slug).default([]),
  hosting: list(slug).default([]),
  licence: line.nullable().default(null),
  homepage: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  status: z.enum(["ACTIVE", "DISCONTINUED"]).default("ACTIVE"),
  successor: slug.nullable().default(null),
  notes: text.nullable().default(null),
  anyService: list(line).default([]),
  anyWeights: list(line).default([]),
  confidence,
  source: entrySource,
  mergedInto,
  base,
});

export const decisionSchema = z.strictObject({
  tool: slug,
  /** External id of a team; null: wherever people are. */
  team: words(200).nullable().default(null),
  workerTypes: z.array(z.enum(["EMPLOYEE", "CONTRACTOR", "INTERN"])).default([]),
  countries: list(country).default([]),
  status: z.enum(["DISCOVERED", "UNDER_REVIEW", "APPROVED", "APPROVED_WITH_CONDITIONS", "NOT_APPROVED", "RETIRED", "DISMISSED"]),
  conditions: text.nullable().default(null),
  dataClasses: list(line).default([]),
  reason: text,
  basis: text.nullable().default(null),
  reviewOn: day.nullable().default(null),
  decidedBy: person,
  decidedAt: instant,
  supersededAt: instant.nullable().default(null),
});

export const sensitiveTeamSchema = z.strictObject({ team: words(200), reason: text, markedBy: person, markedAt: instant });

export const REGISTRY_FORMAT = "interdict-registry";

const whole = {
  vendors: z.array(z.strictObject({ ...vendorSchema.shape, events: z.array(eventSchema).default([]) })),
  families: z.array(familySchema),
  tools: z.array(
    z.strictObject({
      ...toolSchema.shape,
      identifiers: z.array(identifierSchema).default([]),
      access: z.array(accessSchema).default([]),
      releases: z.array(releaseSchema).default([]),
    }),
  ),
  decisions: z.array(decisionSchema).default([]),
  sensitiveTeams: z.array(sensitiveTeamSchema).default([]),
};

/** What stands around the entries of a file: nothing for a catalogue, a header for an exported registry. */
export const headSchema = z.strictObject({
  format: z.literal(REGISTRY_FORMAT).optional(),
  version: z.literal(1).optional(),
  exportedAt: instant.optional(),
  sources: z.record(words(100), words(2_000)).default({}),
});

export const catalogueSchema = z.strictObject({ ...headSchema.shape, ...whole });

export type Catalogue = z.infer<typeof catalogueSchema>;
export type CatalogueVendor = Catalogue["vendors"][number];
export type CatalogueFamily = Catalogue["families"][number];
export type CatalogueTool = Catalogue["tools"][number];
export type CatalogueIdentifier = z.infer<typeof identifierSchema>;
