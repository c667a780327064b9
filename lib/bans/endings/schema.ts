import { z } from "zod";
import { banCodeSchema, endBanSchema } from "@/lib/bans/schema";

/** What can be done with a ban that binds: pause it and go on, or end it for good. */
export const ENDINGS = ["suspend", "resume", "lift", "supersede"] as const;
export type Ending = (typeof ENDINGS)[number];

const successor = z.preprocess((code) => (typeof code === "string" ? code : ""), banCodeSchema.catch(0));

/** `by` is the code of the published ban that takes over. */
export const supersedeSchema = endBanSchema.extend({ by: successor });

export const effectQuerySchema = z.strictObject({ action: z.enum(ENDINGS), by: successor.optional() });

export type EndPublished = { banId: number } & z.output<typeof endBanSchema>;
export type SupersedeBan = { banId: number } & z.output<typeof supersedeSchema>;
export type EffectQuery = { action: Ending; by?: number | undefined };
