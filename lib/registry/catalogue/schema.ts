import { z } from "zod";
import { IDENTIFIER_KINDS } from "../identifiers.ts";

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const words = z.string().trim().min(1);
const confidence = z.enum(["VERIFIED", "HIGH", "MEDIUM", "LOW"]);
const country = z.string().regex(/^[A-Z]{2}$/);
/** A key of `sources.json`. */
const source = words;

const vendorSchema = z.strictObject({
  slug,
  name: words,
  legalName: words.nullable().default(null),
  parent: slug.nullable().default(null),
  hqCountry: country.nullable().default(null),
  hqCity: words.nullable().default(null),
  countriesNotServed: z.array(country).default([]),
  notes: words.nullable().default(null),
  confidence,
  source,
});

const familySchema = z.strictObject({
  slug,
  name: words,
  vendor: slug,
  openWeights: z.boolean(),
  licence: words.nullable().default(null),
  notes: words.nullable().default(null),
  offers: z.array(z.strictObject({ provider: words, service: words, modelIds: z.array(words).default([]), confidence })).default([]),
  confidence,
  source,
});

const identifierSchema = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  value: words,
  /** JetBrains only: how the plugin is listed, which is what inventories report. */
  pluginVendor: words.optional(),
  pluginName: words.optional(),
  note: words.nullable().default(null),
  confidence,
  source,
});

const accessSchema = z.strictObject({
  family: slug,
  channels: z.array(words).min(1),
  mode: z.enum(["DEFAULT", "SELECTABLE", "AUTO_ROUTED", "DISABLED_BY_POLICY", "UNKNOWN"]).default("UNKNOWN"),
  source,
});

const toolSchema = z.strictObject({
  slug,
  name: words,
  aliases: z.array(words).default([]),
  vendor: slug,
  category: slug,
  clients: z.array(slug).min(1),
  touches: z.array(slug).default([]),
  hosting: z.array(slug).default([]),
  licence: words.nullable().default(null),
  homepage: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  status: z.enum(["ACTIVE", "DISCONTINUED"]).default("ACTIVE"),
  successor: slug.nullable().default(null),
  notes: words.nullable().default(null),
  anyService: z.array(words).default([]),
  anyWeights: z.array(words).default([]),
  access: z.array(accessSchema).default([]),
  identifiers: z.array(identifierSchema).default([]),
  confidence,
  source,
});

export const catalogueSchema = z.strictObject({
  sources: z.record(words, words),
  vendors: z.array(vendorSchema),
  families: z.array(familySchema),
  tools: z.array(toolSchema),
});

export type Catalogue = z.infer<typeof catalogueSchema>;
export type CatalogueIdentifier = z.infer<typeof identifierSchema>;
