import { z } from "zod";
import { dutiesSchema, dutySchema, stagesSchema } from "@/lib/bans/duties/schema";
import { filled, id, ids, isSpoken, key, localDay, words } from "@/lib/bans/parts/schema";
import { populationSchema, selectorSchema } from "@/lib/bans/selector/schema";
import { stageOutOfOrder } from "@/lib/bans/stages/rules";
import { keysetQuery } from "@/lib/http/keyset";
import { CoverageRule } from "@/prisma/generated/enums";

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

const exceptionPolicy = {
  /** The longest an exception may last; an extension is a new one. */
  maxDays: z.int().min(1).max(365).default(90),
  /** A request should be decided within so many hours. */
  decideWithinHours: z.int().min(1).max(720).default(72),
};

export const exceptionsSchema = z.strictObject(
  {
    allowed: z.boolean(key("exceptions.missing")),
    /** Whom to ask, or whom to tell when there are none. */
    contact: filled("exceptions.contact", 200),
    ...exceptionPolicy,
  },
  key("exceptions.missing"),
);

/** A claim that the ban rests on, and as how well confirmed its words present it. */
const claimSchema = z.strictObject({ id, statedAs: z.enum(["REPORTED", "ACKNOWLEDGED", "VERIFIED"]) });

/** What to use instead for one kind of work (a category of the registry), where that is not the ban's main replacement. */
const useCaseSchema = z.strictObject({
  category: z.string().trim().min(1).max(80),
  replacement: replacementSchema,
  /** The first day on which it can be had; null: now. */
  availableOn: localDay("replacement.availableOn").nullable().default(null),
});

const further = {
  stages: stagesSchema,
  useCases: z.array(useCaseSchema).max(50),
  /** The first day on which the main replacement can be had; null: now. */
  replacementAvailableOn: localDay("replacement.availableOn").nullable(),
  claims: z.array(claimSchema).max(100),
  findings: ids,
  /** What would have to be true for the ban to be lifted. */
  reinstatement: words("reinstatement", 1_000),
  /** How many people besides those who wrote it have to approve. */
  approvals: z.int().min(1).max(5),
};

/** What a ban says besides what it must: each has a value where nothing is said. A draft keeps "not said" apart, so that a part edited alone changes no other. */
const furtherWithDefaults = {
  stages: further.stages.default([]),
  useCases: further.useCases.default([]),
  replacementAvailableOn: further.replacementAvailableOn.default(null),
  claims: further.claims.default([]),
  findings: further.findings.default([]),
  reinstatement: further.reinstatement.default({}),
  approvals: further.approvals.default(1),
};

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
    selector: selectorSchema.refine(
      ({ vendors, tools, families, ranges, channels }) => [vendors, tools, families, ranges, channels].some((list) => list.length > 0),
      key("selector.missing"),
    ),
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
    ...furtherWithDefaults,
  })
  .refine(({ coverageRule, coverageReason }) => coverageRule === "ALL_KINDS" || Boolean(coverageReason), {
    ...key("coverageReason.missing"),
    path: ["coverageReason"],
  })
  .refine(({ stages, duties }) => stageOutOfOrder(stages, duties) === null, { ...key("stages.order"), path: ["stages"] });

export type BanContent = z.infer<typeof banContentSchema>;
/** As it may be written: what has a value of its own when nobody says otherwise can be left out. */
export type BanContentInput = z.input<typeof banContentSchema>;

const unfinished = z.string().trim().max(200);

/** A draft keeps whatever has been said so far, in the same shape; only a submission needs all of it. */
export const banDraftSchema = z
  .strictObject({
    title,
    summary,
    reason: banReason,
    selector: selectorSchema,
    population: populationSchema,
    duties: z.array(dutySchema).max(8),
    replacement: z.union([
      z.strictObject({ toolId: id }),
      z.strictObject({ none: z.strictObject({ owner: unfinished, nextUpdateOn: unfinished }) }),
    ]),
    exceptions: z.strictObject({ allowed: z.boolean(), contact: unfinished, ...exceptionPolicy }).partial(),
    coverageRule: z.enum(CoverageRule),
    coverageReason: z.string().trim().max(600),
    owner: unfinished,
    contact: unfinished,
    reviewOn: unfinished,
    ...further,
  })
  .partial();

export type BanDraft = z.infer<typeof banDraftSchema>;
export type BanDraftInput = z.input<typeof banDraftSchema>;
export type Words = BanContent["title"];

/** What the caller last saw: another number means that somebody was faster. Forms send it; machines may leave it out. */
const revision = z.coerce.number().int().positive().optional();

export const draftBanSchema = z.strictObject({ content: banDraftSchema.prefault({}) });
/** The parts to replace; parts that are not named stay. */
export const editBanSchema = z.strictObject({ revision, content: banDraftSchema });
export const moveBanSchema = z.strictObject({ revision });
/** `approvals`: how many people have to approve; without it what the draft says. */
export const submitBanSchema = z.strictObject({ revision, approvals: z.coerce.number().int().min(1).max(5).optional() });
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
export type SubmitBan = ForBan & z.output<typeof submitBanSchema>;
export type EndBan = ForBan & z.output<typeof endBanSchema>;
export type PublishBan = ForBan & z.output<typeof publishBanSchema>;
