import { z } from "zod";
import { DevicePurpose } from "@/prisma/generated/enums";

const key = { error: "blast.field.purpose" };

/** Empty: nobody says. */
export const setPurposeSchema = z.strictObject({ purpose: z.enum(DevicePurpose, key).nullable().default(null) });
export type SetPurpose = z.output<typeof setPurposeSchema>;
