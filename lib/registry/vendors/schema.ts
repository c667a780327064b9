import { z } from "zod";
import { countryCode } from "@/i18n/countries";
import { keysetQuery } from "@/lib/http/keyset";
import { oneLine, revision, text, why } from "@/lib/registry/tools/schema";
import { Confidence } from "@/prisma/generated/enums";

const slug = z
  .string()
  .trim()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "vendors.field.slug" });

/** Adds a sentence for each word that names no country; answers the codes of the others. */
function codesOf(words: readonly string[], context: z.RefinementCtx): string[] {
  const codes = words.map((country) => {
    const code = countryCode(country);
    if (code === null) context.addIssue({ code: "custom", message: "vendors.field.country", params: { country: country.slice(0, 60) } });
    return code;
  });
  return codes.filter((code) => code !== null);
}

/** A code of ISO 3166-1, or the country's name. */
const country = z
  .string()
  .trim()
  .max(100)
  .transform((words, context) => codesOf([words], context)[0] ?? z.NEVER);

const MOST_COUNTRIES = 249;

/** Written with commas. Not a list to the door, so that what was typed stays one text. */
const countries = z.union([z.string().max(8_000), z.array(z.string().max(100)).max(MOST_COUNTRIES)]).transform((given, context) => {
  const words = [given].flat().flatMap((one) => one.split(/[,，、;；\n]/));
  return [
    ...new Set(
      codesOf(
        words.map((one) => one.trim()).filter((one) => one !== ""),
        context,
      ),
    ),
  ].sort();
});

const fields = {
  name: oneLine(120),
  legalName: oneLine(200).nullable(),
  /** The slug or the name of the vendor that owns it. */
  parent: oneLine(200).nullable(),
  hqCountry: country.nullable(),
  hqCity: oneLine(100).nullable(),
  countriesNotServed: countries,
  notes: text(4_000).nullable(),
  confidence: z.enum(Confidence),
};

/** What is not said is empty. */
const whole = {
  ...fields,
  legalName: fields.legalName.default(null),
  parent: fields.parent.default(null),
  hqCountry: fields.hqCountry.default(null),
  hqCity: fields.hqCity.default(null),
  countriesNotServed: fields.countriesNotServed.default([]),
  notes: fields.notes.default(null),
  confidence: fields.confidence.default("MEDIUM"),
};

/** Without a slug the name makes one. */
export const createVendorSchema = z.strictObject({ ...whole, slug: slug.optional() });
export type CreateVendor = z.output<typeof createVendorSchema>;

/** PATCH: what is not named stays. */
export const editVendorSchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional() });
/** The form: everything, since a form leaves out what is empty. */
export const vendorFormSchema = z.strictObject({ ...whole, revision });

export type VendorFields = z.output<z.ZodObject<typeof whole>>;
/** Undefined stays as it is. */
export type VendorChanges = { [Field in keyof VendorFields]?: VendorFields[Field] | undefined };
export type EditVendor = { slug: string; revision?: number | undefined; changes: VendorChanges };

export const mergeVendorSchema = z.strictObject({
  /** The slug or the name of the vendor that stays. */
  into: oneLine(200),
  reason: why,
  /** As the two were read; whoever was faster is told of. */
  revision: revision.optional(),
  intoRevision: revision.optional(),
});
export type MergeVendor = z.output<typeof mergeVendorSchema>;

const word = z.string().trim().min(1).max(100);

const filters = {
  /** Part of a name, legal name or slug, also of what was merged into it. */
  q: word.optional(),
  /** Where its seat is. */
  country: country.optional(),
  /** Which it does not serve. */
  notServed: country.optional(),
  /** The slug of the vendor directly above. */
  parent: slug.optional(),
};

export const vendorListSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });
export type VendorFilters = Partial<Pick<z.output<typeof vendorListSchema>, keyof typeof filters>>;
export type VendorList = VendorFilters & { cursor?: string | undefined; limit: number };

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** An address typed or kept from earlier shows what it can: a parameter that means nothing is left out. */
const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => first(value) || undefined, schema.optional()).catch(undefined as never);

export const vendorTableSchema = z.object({
  q: lenient(word),
  country: lenient(country),
  notServed: lenient(country),
  parent: lenient(slug),
});

/** The page on which two vendors become one: first a search, then whom it found. */
export const mergePageSchema = z.object({ q: lenient(word), into: lenient(slug) });
