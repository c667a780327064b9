import { z } from "zod";
import { banCodeSchema } from "@/lib/bans/schema";
import { keysetQuery } from "@/lib/http/keyset";
import { AccessMode } from "@/prisma/generated/enums";

type Kind =
  | "text"
  | "number"
  | "date"
  | "dateTime"
  | "platform"
  | "purpose"
  | "mode"
  | "modes"
  | "control"
  | "controls"
  | "channelKind"
  | "duty"
  | "yes";
export type RadiusColumn = { id: string; kind: Kind };

const column = (id: string, kind: Kind = "text"): RadiusColumn => ({ id, kind });
const person = [column("name"), column("email"), column("team"), column("country")];
const device = [
  column("device"),
  column("platform", "platform"),
  column("owner"),
  column("team"),
  column("purpose", "purpose"),
  column("seen", "dateTime"),
];

/** The rows behind every count of a blast radius, and what each list shows. */
export const RADIUS_LISTS = {
  people: [...person, column("devices", "number"), column("tools")],
  population: person,
  "on-leave": [...person, column("until", "date"), column("devices", "number")],
  "without-device": person,
  teams: [column("team"), column("people", "number"), column("devices", "number")],
  "all-teams": [column("team"), column("people", "number"), column("devices", "number")],
  devices: [...device, column("tools")],
  ownerless: [...device, column("tools")],
  ci: [...device, column("tools")],
  kiosks: [...device, column("tools")],
  "without-owner": device,
  silent: device,
  unmanaged: device,
  installations: [
    ...[column("device"), column("owner"), column("team"), column("tool"), column("version")],
    ...[column("path"), column("source"), column("since", "dateTime")],
  ],
  versions: [column("tool"), column("version"), column("devices", "number"), column("installations", "number")],
  tools: [
    ...[column("tool"), column("range"), column("people", "number"), column("devices", "number")],
    ...[column("installations", "number"), column("versions", "number")],
  ],
  reach: [
    column("tool"),
    column("modes", "modes"),
    column("families"),
    column("channels"),
    column("people", "number"),
    column("devices", "number"),
  ],
  edges: [column("tool"), column("family"), column("channel"), column("mode", "mode")],
  channels: [
    column("channel"),
    column("channelKind", "channelKind"),
    column("controls", "controls"),
    column("count", "number"),
    column("tools"),
  ],
  seats: [
    column("tool"),
    column("total", "number"),
    column("used", "number"),
    column("free", "number"),
    column("asOf", "date"),
    column("source"),
  ],
  workflows: [column("workflow"), column("tool"), column("team"), column("runsPerWeek", "number"), column("note")],
  exceptions: [column("who"), column("ban"), column("duty", "duty"), column("tools"), column("until", "dateTime")],
} as const satisfies Record<string, readonly RadiusColumn[]>;

export type RadiusList = keyof typeof RADIUS_LISTS;
export const RADIUS_LIST_NAMES = Object.keys(RADIUS_LISTS) as RadiusList[];

const id = z.coerce.number().int().positive().max(2_147_483_647);
const filters = {
  tool: id.optional(),
  /** A team with everybody below it. */
  team: id.optional(),
  /** That very team, without those below it. */
  exact: z.literal("true").optional(),
  mode: z.enum(AccessMode).optional(),
};

export const radiusParams = z.object({ id: banCodeSchema, rows: z.enum(RADIUS_LIST_NAMES) });
export const radiusRowsSchema = z.strictObject({ ...filters, ...keysetQuery, format: z.enum(["json", "csv"]).default("json") });
export type RadiusFilters = { [Name in keyof typeof filters]?: z.output<(typeof filters)[Name]> };

/** The page: what means nothing is left out. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.catch(undefined as never);
export const radiusTableSchema = z.object({
  tool: lenient(filters.tool),
  team: lenient(filters.team),
  exact: lenient(filters.exact),
  mode: lenient(filters.mode),
  cursor: z.string().max(500).optional().catch(undefined),
  limit: z.literal(50).default(50).catch(50),
});
