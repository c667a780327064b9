import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { DutyKind, ObligationState } from "@/prisma/generated/enums";

const id = z.coerce.number().int().positive();
const kind = z.enum(DutyKind).optional();
/** A form sends nothing for a field left empty, or the empty string. */
const optionalId = z.preprocess((value) => (value === "" ? undefined : value), id.optional());

export const TEAM_SORTS = ["forecast", "left", "name", "total", "cleared", "checking", "stillFound", "exempt", "notSeen"] as const;

/** Teams below `parent` (none: the top of what the viewer sees), or with `q` any team by name. Pages count from 1. */
export const banTeamsSchema = z.strictObject({
  parent: optionalId,
  duty: kind,
  sort: z.enum(TEAM_SORTS).default("left"),
  dir: z.enum(["asc", "desc"]).default("desc"),
  q: z.string().trim().max(100).optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type BanTeamsQuery = z.output<typeof banTeamsSchema>;

/** Filters that are more than a state. */
export const ROW_FLAGS = ["contradicted", "reappeared", "overdue", "unproved"] as const;

const states = z.preprocess(
  (value) => (value === undefined || value === "" ? undefined : Array.isArray(value) ? value : String(value).split(",")),
  z.array(z.enum(ObligationState)).optional(),
);

/** The rows behind a number: worst first. `state` is one or several, repeated or with commas between. */
export const obligationsSchema = z.strictObject({
  ...keysetQuery,
  duty: kind,
  state: states,
  flag: z.preprocess((value) => (value === "" ? undefined : value), z.enum(ROW_FLAGS).optional()),
  team: optionalId,
  q: z.string().trim().max(100).optional(),
});
export type ObligationsQuery = z.output<typeof obligationsSchema>;

/** Without a device the statement is about all of one's own. `wording` is what was confirmed, in the words that were shown. */
export const attestSchema = z.strictObject({
  deviceId: optionalId,
  note: z.string().trim().max(600).optional(),
  wording: z.string().trim().max(600).optional(),
});
export type AttestRemoval = { banId: number } & z.output<typeof attestSchema>;
