import { z } from "zod";
import { text } from "@/lib/registry/tools/schema";
import { DEPENDENCY_KEYS, LEVELS, type Level } from "@/lib/risk/dependency/rules";
import { claimIds } from "@/lib/risk/hygiene/schema";

const isLevel = (given: number): given is Level => LEVELS.some((level) => level === given);
const level = z.coerce.number().refine(isLevel, { error: "dependency.field.level" });
/** "unknown" takes back what was set: then it is measured or assumed. */
const change = z.union([z.literal("unknown"), level], { error: "dependency.field.level" }).optional();
const changes = { dependence: change, penetration: change, maturity: change, trust: change, substitutability: change };

export const setDependencySchema = z.strictObject({
  ...changes,
  reason: z.string({ error: "hygiene.field.reason" }).trim().min(3, { error: "hygiene.field.reason" }).max(2_000),
  evidence: text(2_000).optional(),
  claimIds,
  /** The newest input in force that the reader saw, 0 for none: if there is a newer one by now, the reader is told. */
  seen: z.coerce.number().int().min(0).optional(),
});
export type SetDependency = z.output<typeof setDependencySchema>;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const lenient = z.preprocess((value) => first(value) || undefined, change).catch(undefined);

/** The page: what somebody is about to change. A parameter that means nothing is left out. */
export const dependencyPageSchema = z.object(
  Object.fromEntries(DEPENDENCY_KEYS.map((key) => [key, lenient])) as Record<(typeof DEPENDENCY_KEYS)[number], typeof lenient>,
);
