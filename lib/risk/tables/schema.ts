import { z } from "zod";
import type { Evidence } from "../claims/evidence.ts";

/** What a person judges of a tool, from the least to the worst value. The tables of every edition ask for these and no others. */
export const CLASS_INPUTS = {
  autonomyOfAction: ["gated", "scoped", "free-running"],
  toolUse: ["viewer", "operator", "administrator"],
  selfModification: ["fixed", "tunable", "mutable"],
  goalDrivenPlanning: ["reactive", "assisted", "autonomous"],
  environmentAndAdaptation: ["isolated", "connected", "pervasive"],
  predictabilityAndInfluence: ["verifiable", "uncertain", "opaque"],
  systemicImpact: ["contained", "significant", "critical"],
} as const;
export type ClassInput = keyof typeof CLASS_INPUTS;
export const CLASS_INPUT_IDS = Object.keys(CLASS_INPUTS) as [ClassInput, ...ClassInput[]];

/** The worst outcome last; `priority` is what the class is read from. */
export const OUTCOMES = {
  executionPower: ["constrained", "capable", "high leverage"],
  agenticImpactLevel: ["copilot", "specialist", "prime mover"],
  priority: ["defer", "scheduled", "out-of-cycle", "immediate"],
} as const;
export type TableId = keyof typeof OUTCOMES;

/** What each table asks, in the order of its columns (SSVC AIVSS 1.0.0). */
export const TABLE_INPUTS = {
  executionPower: ["autonomyOfAction", "toolUse", "selfModification", "goalDrivenPlanning"],
  agenticImpactLevel: ["executionPower", "environmentAndAdaptation", "predictabilityAndInfluence"],
  priority: ["exploitation", "agenticImpactLevel", "systemicImpact"],
} as const;
export const TABLE_IDS = ["executionPower", "agenticImpactLevel", "priority"] as const satisfies readonly TableId[];

/** Everything that is a column of a table. */
export type Column = ClassInput | "exploitation" | "executionPower" | "agenticImpactLevel";
export const VALUES: Record<Column, readonly string[]> = {
  ...CLASS_INPUTS,
  // The start script loads the tables in plain Node, where only types may come from the claims.
  exploitation: ["none", "public poc", "active"] as const satisfies readonly Evidence[],
  executionPower: OUTCOMES.executionPower,
  agenticImpactLevel: OUTCOMES.agenticImpactLevel,
};

const word = z.string().trim().min(1).max(60);
const version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[0-9A-Za-z.-]{1,30})?$/);

const tableSchema = z.strictObject({
  id: z.enum(TABLE_IDS),
  version,
  inputs: z.array(z.strictObject({ id: word, values: z.array(word).max(10) })).max(10),
  outcomes: z.array(word).max(10),
  /** Row-major: the last input varies fastest. */
  rows: z.array(word).max(2_000),
});
export type Table = z.infer<typeof tableSchema>;

/** The name that every edition bears: the namespace of its tables. */
export const EDITION_NAME = "x_org.owasp#aivss";

/** One edition of all the tables, as a file and as it is kept. */
export const editionSchema = z.strictObject({
  name: z.literal(EDITION_NAME),
  version,
  source: z.strictObject({
    publisher: z.string().trim().min(1).max(200),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    licence: z.string().trim().min(1).max(60),
  }),
  tables: z.array(tableSchema).max(10),
});
export type Edition = z.infer<typeof editionSchema>;
