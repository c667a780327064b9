import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const requestParams = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const NAME_MAX = 100;
export const TEXT_MAX = 1_000;

export const makeRequestSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(NAME_MAX)
    .regex(/[\p{L}\p{N}]/u),
  homepage: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
  /** What it is for: a category of the registry. */
  category: z.string().trim().max(60).optional(),
  purpose: z.string().trim().min(3).max(TEXT_MAX),
  /** A tool that the registry knows and nobody has decided on. */
  tool: slug.optional(),
});
export type MakeRequest = z.infer<typeof makeRequestSchema>;

/** A tool, whose page then answers, or why not. */
export const answerRequestSchema = z.strictObject({
  tool: z.string().trim().max(NAME_MAX).optional(),
  answer: z.string().trim().max(TEXT_MAX).optional(),
});
export type AnswerRequest = z.infer<typeof answerRequestSchema>;

export const REQUEST_STATES = ["open", "answered", "withdrawn", "all"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const requestListSchema = z.strictObject({
  state: z.enum(REQUEST_STATES).default("open"),
  q: z.string().trim().min(1).max(NAME_MAX).optional(),
  ...keysetQuery,
});
export type RequestList = z.infer<typeof requestListSchema>;

const given = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : undefined);

/** An address typed or kept from earlier shows what it can. */
export const requestPageSchema = z.object({
  state: z.enum(REQUEST_STATES).catch("open"),
  q: z.preprocess(given, z.string().trim().max(NAME_MAX).optional()).catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
  limit: z.literal(50).catch(50),
});

export const askPageSchema = z.object({
  name: z.preprocess(given, z.string().trim().max(NAME_MAX).optional()).catch(undefined),
  tool: z.preprocess(given, slug.optional()).catch(undefined),
});
