import { z } from "zod";
import { STATED_AS } from "@/lib/bans/basis/rules";

const ID = "[1-9]\\d{0,8}";
const text = z.string().trim().max(1_000).optional();

/** For example 12:VERIFIED: the claim, and as how well confirmed the ban presents it. */
const statedClaim = z.string().regex(new RegExp(`^${ID}:(${STATED_AS.join("|")})$`));

/** A claim is added as what it is, for example verified:12. */
const button = z
  .string()
  .regex(new RegExp(`^(${STATED_AS.map((one) => one.toLowerCase()).join("|")}|claims|findings):${ID}$`))
  .optional();

export const basisFields = {
  claims: z.array(statedClaim).max(100).default([]),
  findings: z.array(z.coerce.number().int().positive()).max(500).default([]),
  add: button,
  remove: button,
  "reinstatement.en": text,
  "reinstatement.zh-CN": text,
};

const basisForm = z.object(basisFields);
export type BasisForm = z.output<typeof basisForm>;
