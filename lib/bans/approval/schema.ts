import { z } from "zod";
import { filled } from "@/lib/bans/parts/schema";
import { moveBanSchema } from "@/lib/bans/schema";

/** A yes may come with words for the record. */
export const approveSchema = z.strictObject({ ...moveBanSchema.shape, comment: z.string().trim().max(600).optional() });
export const commentSchema = z.strictObject({ text: filled("comment", 2_000) });

type ForBan = { banId: number };
export type ApproveBan = ForBan & z.output<typeof approveSchema>;
export type CommentBan = ForBan & z.output<typeof commentSchema>;
