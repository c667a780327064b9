import { z } from "zod";
import { DUTY_KINDS, STAGE_KINDS } from "@/lib/bans/duties/schema";
import { DeadlineMode } from "@/prisma/generated/enums";

const KIND = `(${DUTY_KINDS.join("|")})`;
const ID = "[1-9]\\d{0,8}";

/** Fields of one duty (`UNINSTALL.date`), of a team's own date (`UNINSTALL.team.41.date`) and of a stage (`stage.BLOCK.date`). */
const FIELD = new RegExp(
  `^(${KIND}\\.(on|date|time|zone|mode|responsible|owner|ownerQ|proof|en|zh|teamQ|team\\.${ID}\\.(date|time|zone))|stage\\.(${STAGE_KINDS.join("|")})\\.(date|time))$`,
);

const button = (...shapes: string[]) =>
  z
    .string()
    .regex(new RegExp(`^(${shapes.join("|")})$`))
    .optional();

export const cutoffFields = {
  date: z.iso.date({ error: "bans.field.day" }).optional(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "bans.field.time" })
    .optional(),
  zone: z.string().max(60),
  mode: z.enum(DeadlineMode).default("INSTANT"),
  fields: z.record(z.string(), z.string().trim().max(1_000)).default({}),
  /** Looks up a name that was typed beside a duty: owner:CERTIFY or team:UNINSTALL. */
  find: button(`(owner|team):${KIND}`),
  add: button(`(owner|team):${KIND}:${ID}`),
  remove: button(`owner:${KIND}`, `team:${KIND}:${ID}`),
};

/** Eight duties and any number of teams have fields of their own; they are one list of fields for the schema, and nothing else gets in. */
export function gathered(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("step" in input) || input.step !== "cutoff") return input;
  const all = Object.entries(input);
  const fields = Object.fromEntries(all.filter(([name]) => FIELD.test(name)));
  return { ...Object.fromEntries(all.filter(([name]) => !FIELD.test(name))), fields };
}

const cutoffForm = z.object(cutoffFields);
export type CutoffForm = z.output<typeof cutoffForm>;
