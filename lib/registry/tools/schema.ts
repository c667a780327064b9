import { z } from "zod";
import { Confidence, ToolStatus } from "@/prisma/generated/enums";

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Where a tool may run, and what it may touch on a machine. The keys have words in `registry.hosting` and `registry.touches`. */
export const HOSTINGS = ["vendor-cloud", "customer-cloud", "self-hosted", "on-device"] as const;
export const TOUCHES = ["shell", "files", "network", "repository", "credentials", "screen"] as const;

// Control characters can be neither read nor stored (PostgreSQL refuses U+0000).
const isOneLine = (text: string) => !/\p{Cc}/u.test(text);
const isText = (text: string) => !/[^\P{Cc}\n\r\t]/u.test(text);

export const oneLine = (max: number) => z.string().trim().min(1).max(max).refine(isOneLine, { error: "tools.field.oneLine" });
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isText, { error: "tools.field.control" });
const key = z.string().trim().max(60).regex(SLUG, { error: "tools.field.key" });
/** The address /tools/new is a form. */
export const RESERVED_SLUG = "new";

const slug = z
  .string()
  .trim()
  .max(80)
  .regex(SLUG, { error: "tools.field.slug" })
  .refine((given) => given !== RESERVED_SLUG, { error: "tools.field.slugReserved" });
export const tick = z.union([z.boolean(), z.stringbool()]);
export const revision = z.coerce.number().int().positive();
/** Why: everybody who reads the record later wants to know. */
export const why = z.string({ error: "tools.field.reason" }).trim().min(3, { error: "tools.field.reason" }).max(500).refine(isText, {
  error: "tools.field.control",
});

const MOST_LINES = 50;
const LONGEST_LINE = 100;

/** A list that a form gives one per line. Not a list to the door, so that what was typed stays one text. */
const lines = z
  .union([z.string().max(MOST_LINES * (LONGEST_LINE + 2)), z.array(z.string().max(LONGEST_LINE)).max(MOST_LINES)])
  .transform((given) => [
    ...new Set(
      [given]
        .flat()
        .flatMap((one) => one.split(/\r?\n/))
        .map((one) => one.trim())
        .filter((one) => one !== ""),
    ),
  ])
  .refine((all) => all.length <= MOST_LINES, { error: "tools.field.lines", params: { most: MOST_LINES } })
  .refine((all) => all.every((one) => one.length <= LONGEST_LINE), { error: "tools.field.lineLong", params: { longest: LONGEST_LINE } })
  .refine((all) => all.every(isOneLine), { error: "tools.field.control" });

const homepage = z.url({ protocol: /^https$/, error: "tools.field.homepage" }).max(500);

const fields = {
  name: oneLine(120),
  /** Other names people search by. */
  aliases: lines,
  /** The slug or the name of a vendor. */
  vendor: oneLine(120),
  category: key,
  clients: z.array(key).max(20),
  touches: z.array(z.enum(TOUCHES)).max(TOUCHES.length),
  hosting: z.array(z.enum(HOSTINGS)).max(HOSTINGS.length),
  licence: oneLine(200).nullable(),
  homepage: homepage.nullable(),
  status: z.enum(ToolStatus),
  /** The slug or a name of the tool that follows this one. */
  successor: oneLine(120).nullable(),
  notes: text(4_000).nullable(),
  confidence: z.enum(Confidence),
  anyService: lines,
  anyWeights: lines,
};

/** What is not said is empty. */
const whole = {
  ...fields,
  aliases: fields.aliases.default([]),
  clients: fields.clients.default([]),
  touches: fields.touches.default([]),
  hosting: fields.hosting.default([]),
  licence: fields.licence.default(null),
  homepage: fields.homepage.default(null),
  status: fields.status.default("ACTIVE"),
  successor: fields.successor.default(null),
  notes: fields.notes.default(null),
  anyService: fields.anyService.default([]),
  anyWeights: fields.anyWeights.default([]),
};

/** Another tool goes by the same name, and that is as it should be. */
const isDistinct = tick.default(false);

/** Without a slug the name makes one. */
export const createToolSchema = z.strictObject({ ...whole, slug: slug.optional(), isDistinct });
export type CreateTool = z.output<typeof createToolSchema>;

/** PATCH: what is not named stays. */
export const editToolSchema = z.strictObject({ ...z.object(fields).partial().shape, revision: revision.optional(), isDistinct });
/** The form: everything, since a form leaves out what is empty. */
export const toolFormSchema = z.strictObject({ ...whole, revision, isDistinct });

/** As stored, which may hold keys that are no longer offered. */
export type ToolFields = Omit<z.output<z.ZodObject<typeof whole>>, "touches" | "hosting"> & { touches: string[]; hosting: string[] };
/** What is not named stays. */
export type ToolChanges = { [Field in keyof ToolFields]?: ToolFields[Field] | undefined };
export type EditTool = { slug: string; revision?: number | undefined; isDistinct: boolean; changes: ToolChanges };

/** What a link to the empty form may say already. What means nothing is left out. */
export const toolPrefillSchema = z.object({
  name: fields.name.optional().catch(undefined),
  vendor: fields.vendor.optional().catch(undefined),
  category: fields.category.optional().catch(undefined),
  homepage: homepage.optional().catch(undefined),
});
export type ToolPrefill = z.output<typeof toolPrefillSchema>;

export const retireToolSchema = z.strictObject({ reason: why, successor: oneLine(120).optional(), revision: revision.optional() });
export const reinstateToolSchema = z.strictObject({ reason: why, revision: revision.optional() });
export type RetireTool = z.output<typeof retireToolSchema>;
export type ReinstateTool = z.output<typeof reinstateToolSchema>;

/** The tool of the address becomes part of `into`. */
export const mergeToolSchema = z.strictObject({
  into: slug,
  reason: why,
  revision: revision.optional(),
});
export type MergeTool = z.output<typeof mergeToolSchema>;
