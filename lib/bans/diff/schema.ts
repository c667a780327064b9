import { z } from "zod";
import { banParams } from "@/lib/bans/schema";
import { keysetQuery } from "@/lib/http/keyset";

export const versionParams = z.object({
  ...banParams.shape,
  number: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});

export const peopleChangeSchema = z.strictObject({ ...keysetQuery, change: z.enum(["gained", "lost"]) });
export type PeopleChange = z.output<typeof peopleChangeSchema>;
