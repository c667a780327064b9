import { z } from "zod";
import { filled } from "@/lib/bans/parts/schema";
import { moveBanSchema } from "@/lib/bans/schema";

/** Why a published ban changes; everybody who reads its history reads it. */
export const beginVersionSchema = z.strictObject({ ...moveBanSchema.shape, note: filled("note", 600) });
export type BeginVersion = { banId: number } & z.output<typeof beginVersionSchema>;
