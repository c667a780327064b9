import { z } from "zod";
import { isZone } from "@/i18n/config";
import { keysetQuery } from "@/lib/http/keyset";
import { CoverageRule } from "@/prisma/generated/enums";

/** Every `error` here is a message key of the namespace `bans`: the door and the review page translate it. */
const key = (name: string) => ({ error: `bans.field.${name}` });

/** Words in the languages that the ban speaks. One is enough; readers of the other see it too. */
function words(name: string, max: number) {
  const text = z
    .string()
    .trim()
    .max(max, key(`${name}.long`));
  return z.strictObject({ en: text.optional(), "zh-CN": text.optional() }, key(`${name}.missing`));
}

const isSpoken = (text: { en?: string | undefined; "zh-CN"?: string | undefined }) => Boolean(text.en || text["zh-CN"]);

const id = z.int().positive();
const ids = z.array(id).max(500);

/** STOP_USE and UNINSTALL are what a ban can ask of people; the other kinds of the data model wait for their proofs. */
export const DUTY_KINDS = ["STOP_USE", "UNINSTALL"] as const;
export type AskedDuty = (typeof DUTY_KINDS)[number];

const localMinute = z.string(key("deadline.missing")).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, key("deadline.missing"));
const localDay = (name: string) => z.iso.date(key(name));

const filled = (name: string, max: number) => z.string(key(name)).trim().min(1, key(name)).max(max, key(name));

const dutySchema = z.strictObject({
  kind: z.enum(DUTY_KINDS),
  /** Local date and time in `deadlineZone`, for example 2026-07-10T00:00: the first moment at which the duty must have been done. */
  deadlineLocal: localMinute,
  /** IANA zone. */
  deadlineZone: z.string(key("zone.unknown")).refine(isZone, key("zone.unknown")),
});

const selectorSchema = z.strictObject(
  {
    /** Vendors with everything they own: child vendors and all their tools. */
    vendors: ids,
    tools: ids,
  },
  key("selector.missing"),
);

const populationSchema = z.strictObject(
  {
    everyone: z.boolean(),
    /** Teams with everybody below them. */
    include: ids,
    /** Teams left out again, with everybody below them. */
    exclude: ids,
  },
  key("population.missing"),
);

const dutiesSchema = z
  .array(dutySchema, key("duties.missing"))
  .min(1, key("duties.missing"))
  .refine((duties) => new Set(duties.map(({ kind }) => kind)).size === duties.length, key("duties.twice"));

/** A tool to use instead, or who looks for one and when they next say something: the line is never empty. */
const replacementSchema = z.union(
  [
    z.strictObject({ toolId: id }),
    z.strictObject({
      none: z.strictObject({
        owner: filled("replacement.owner", 120),
        nextUpdateOn: localDay("replacement.nextUpdateOn"),
      }),
    }),
  ],
  key("replacement.missing"),
);

const exceptionsSchema = z.strictObject(
  {
    allowed: z.boolean(key("exceptions.missing")),
    /** Whom to ask, or whom to tell when there are none. */
    contact: filled("exceptions.contact", 200),
  },
  key("exceptions.missing"),
);

const title = words("title", 120);
/** What everybody reads: what ends, when, what instead. */
const summary = words("summary", 600);
/** One sentence that follows "Why:". */
const banReason = words("reason", 280);

/** The whole document of a version, as it must be to be reviewed and published. */
export const banContentSchema = z
  .strictObject({
    title: title.refine(isSpoken, key("title.missing")),
    summary: summary.refine(isSpoken, key("summary.missing")),
    reason: banReason.refine(isSpoken, key("reason.missing")),
    selector: selectorSchema.refine(({ vendors, tools }) => vendors.length + tools.length > 0, key("selector.missing")),
    population: populationSchema.refine(({ everyone, include }) => everyone || include.length > 0, key("population.missing")),
    duties: dutiesSchema,
    replacement: replacementSchema,
    exceptions: exceptionsSchema,
    /** ALL_KINDS: a device counts as looked at when every required kind of evidence was seen. ANY_KIND needs `coverageReason`. */
    coverageRule: z.enum(CoverageRule, key("coverageRule.missing")),
    coverageReason: z.string().trim().max(600).optional(),
    /** Who answers for the ban, by name. */
    owner: filled("owner.missing", 120),
    /** Where to ask: an address or a channel. */
    contact: filled("contact.missing", 200),
    /** When somebody looks at the ban again. */
    reviewOn: localDay("reviewOn.missing"),
  })
  .refine(({ coverageRule, coverageReason }) => coverageRule === "ALL_KINDS" || Boolean(coverageReason), {
    ...key("coverageReason.missing"),
    path: ["coverageReason"],
  });

export type BanContent = z.infer<typeof banContentSchema>;

const unfinished = z.string().trim().max(200);

/** A draft keeps whatever has been said so far, in the same shape; only a submission needs all of it. */
export const banDraftSchema = z
  .strictObject({
    title,
    summary,
    reason: banReason,
    selector: selectorSchema,
    population: populationSchema,
    duties: z.array(dutySchema).max(DUTY_KINDS.length),
    replacement: z.union([
      z.strictObject({ toolId: id }),
      z.strictObject({ none: z.strictObject({ owner: unfinished, nextUpdateOn: unfinished }) }),
    ]),
    exceptions: z.strictObject({ allowed: z.boolean(), contact: unfinished }).partial(),
    coverageRule: z.enum(CoverageRule),
    coverageReason: z.string().trim().max(600),
    owner: unfinished,
    contact: unfinished,
    reviewOn: unfinished,
  })
  .partial();

export type BanDraft = z.infer<typeof banDraftSchema>;
export type Words = BanContent["title"];
export type Selector = BanContent["selector"];
export type Population = BanContent["population"];
export type DutyContent = BanContent["duties"][number];

/** What the caller last saw: another number means that somebody was faster. Forms send it; machines may leave it out. */
const revision = z.coerce.number().int().positive().optional();

export const draftBanSchema = z.strictObject({ content: banDraftSchema.prefault({}) });
/** The parts to replace; parts that are not named stay. */
export const editBanSchema = z.strictObject({ revision, content: banDraftSchema });
export const moveBanSchema = z.strictObject({ revision });
export const endBanSchema = z.strictObject({ revision, reason: filled("endReason", 600) });
/** `code` is typed by whoever publishes, so that nobody does it by accident. */
export const publishBanSchema = z.strictObject({ revision, code: z.string(key("code")).trim().max(40) });

export const banListSchema = z.strictObject({
  ...keysetQuery,
  state: z.enum(["open", "running", "over"]).optional(),
  q: z.string().trim().max(100).optional(),
});
export type BanList = z.output<typeof banListSchema>;

/** BAN-12, ban-12 and 12 name the same ban. */
export const banCodeSchema = z
  .string()
  .regex(/^(ban-)?[1-9]\d{0,8}$/i)
  .transform((code) => Number(code.replace(/^ban-/i, "")));

export const banParams = z.object({ id: banCodeSchema });

type ForBan = { banId: number };
export type DraftBan = z.output<typeof draftBanSchema>;
export type EditBan = ForBan & z.output<typeof editBanSchema>;
export type MoveBan = ForBan & z.output<typeof moveBanSchema>;
export type EndBan = ForBan & z.output<typeof endBanSchema>;
export type PublishBan = ForBan & z.output<typeof publishBanSchema>;
