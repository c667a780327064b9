import { z } from "zod";
import { id, reasonText } from "@/lib/risk/classes/schema";

export const editionParams = z.strictObject({ id });
export const settleEditionSchema = z.strictObject({ reason: reasonText });
