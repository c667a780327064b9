import { z } from "zod";

/** For example tool:12. */
const choice = z
  .string()
  .regex(/^tool:[1-9]\d{0,8}$/)
  .optional();
const day = z.iso.date({ error: "bans.field.day" }).optional();

export const replacementFields = {
  /** A tool was chosen, or there is none yet. */
  toolId: z.coerce.number().int().positive().optional(),
  add: choice,
  remove: choice,
  owner: z.string().trim().max(120).optional(),
  nextUpdateOn: day,
  availableOn: day,
  cases: z.record(z.string(), z.string().trim().max(120)).default({}),
};

/** Fields of one kind of work: `case.coding-agent-cli.tool`. The kind may hold dots itself. */
export const CASE_FIELD = /^case\.(.{1,80})\.(tool|owner|nextUpdateOn|availableOn)$/;

/** Each kind of work has fields of its own; they are one list of fields for the schema, and nothing else gets in. */
export function gatheredCases(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("step" in input) || input.step !== "replacement") return input;
  const all = Object.entries(input);
  const cases = Object.fromEntries(all.filter(([name]) => CASE_FIELD.test(name)));
  return { ...Object.fromEntries(all.filter(([name]) => !CASE_FIELD.test(name))), cases };
}

const replacementForm = z.object(replacementFields);
export type ReplacementForm = z.output<typeof replacementForm>;
