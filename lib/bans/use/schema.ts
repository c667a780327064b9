import { z } from "zod";
import { slugParams } from "@/lib/registry/schema";

const key = (name: string) => ({ error: `blast.field.${name}` });
const seats = z.coerce.number(key("total")).int(key("total")).min(0, key("total")).max(10_000_000, key("total"));

export const recordSeatsSchema = z.strictObject({
  total: seats,
  used: seats,
  asOf: z.iso.date(key("asOf")),
  source: z.string(key("source")).trim().min(2, key("source")).max(200, key("source")),
});
export type RecordSeats = z.output<typeof recordSeatsSchema>;

export const recordWorkflowSchema = z.strictObject({
  name: z.string(key("name")).trim().min(2, key("name")).max(120, key("name")),
  /** The id or the exact name of the team that runs it. */
  team: z.string().trim().min(1).max(200),
  runsPerWeek: z.coerce
    .number(key("runsPerWeek"))
    .int(key("runsPerWeek"))
    .min(1, key("runsPerWeek"))
    .max(1_000_000, key("runsPerWeek"))
    .optional(),
  note: z.string().trim().max(500).optional(),
});
export type RecordWorkflow = z.output<typeof recordWorkflowSchema>;

export const workflowParams = slugParams.extend({ id: z.coerce.number().int().positive().max(2_147_483_647) });
