import { z } from "zod";

/** The longest text that is looked for; what is typed beyond it is left out. */
export const TYPED_MAX = 200;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

export const lookupSchema = z.object({
  q: z.preprocess(
    first,
    z
      .string()
      .transform((typed) => typed.replaceAll("\0", "").slice(0, TYPED_MAX).trim())
      .catch(""),
  ),
  /** A category: what may be used for this? */
  use: z.preprocess(first, z.string().trim().min(1).max(60).optional()).catch(undefined),
});
