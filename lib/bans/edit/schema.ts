import { z } from "zod";
import { basisFields } from "@/lib/bans/basis/edit/schema";
import { cutoffFields, gathered } from "@/lib/bans/duties/edit/schema";
import { gatheredCases, replacementFields } from "@/lib/bans/replacements/edit/schema";
import { populationFields, scopeFields } from "@/lib/bans/selector/edit/schema";
import { CoverageRule } from "@/prisma/generated/enums";

/** What the pressed button asks for: go on (and say what is missing), stay, go back, or leave it for later. */
const intent = z.enum(["continue", "stay", "back", "leave"]).default("continue");
const revision = z.coerce.number().int().positive();
const text = (max: number) => z.string().trim().max(max).optional();
const day = z.iso.date({ error: "bans.field.day" }).optional();
const shared = { revision, intent };

const scopeForm = z.strictObject({ step: z.literal("scope"), ...shared, ...scopeFields });
const populationForm = z.strictObject({ step: z.literal("population"), ...shared, ...populationFields });

const cutoffForm = z.strictObject({ step: z.literal("cutoff"), ...shared, ...cutoffFields });

const replacementForm = z.strictObject({ step: z.literal("replacement"), ...shared, ...replacementFields });

const wordsForm = z.strictObject({
  step: z.literal("words"),
  ...shared,
  "title.en": text(120),
  "title.zh-CN": text(120),
  "summary.en": text(600),
  "summary.zh-CN": text(600),
  "reason.en": text(280),
  "reason.zh-CN": text(280),
  "exceptions.allowed": z.enum(["yes", "no"]).optional(),
  "exceptions.contact": text(200),
  "exceptions.maxDays": z.coerce.number().int().min(1).max(365).optional(),
  "exceptions.decideWithinHours": z.coerce.number().int().min(1).max(720).optional(),
  owner: text(120),
  contact: text(200),
  reviewOn: day,
  coverageRule: z.enum(CoverageRule).default("ALL_KINDS"),
  coverageReason: text(600),
});

const basisForm = z.strictObject({ step: z.literal("basis"), ...shared, ...basisFields });

/** One page of the wizard as its form sends it. Machines send whole parts by PATCH instead (`editBanSchema`). */
export const stepFormSchema = z.preprocess(
  (input) => gatheredCases(gathered(input)),
  z.discriminatedUnion("step", [scopeForm, populationForm, cutoffForm, replacementForm, wordsForm, basisForm]),
);

export type StepForm = z.output<typeof stepFormSchema>;
export type FormOf<Name extends StepForm["step"]> = Extract<StepForm, { step: Name }>;
