import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { DutyKind } from "@/prisma/generated/enums";

const id = z.coerce.number().int().positive();
const key = (name: string) => ({ error: `duties.field.${name}` });

/** An obligation: what one person owes for one duty. */
export const obligationParams = z.object({ id });
/** What somebody said about a duty. */
export const confirmationParams = z.object({ id });

/** `wording` is what was confirmed, in the words that were shown. Where the duty asks for a record, `reference` says where it is. */
export const confirmDutySchema = z.strictObject({
  note: z.string().trim().max(600, key("note")).optional(),
  reference: z.string().trim().max(500, key("referenceLong")).optional(),
  wording: z.string().trim().max(1_000).optional(),
});

export const verifyRecordSchema = z.strictObject({});
export const refuseRecordSchema = z.strictObject({
  reason: z.string(key("reason")).trim().min(1, key("reason")).max(600, key("reasonLong")),
});

export const CONFIRMATION_STATES = ["waiting", "stated", "verified", "refused", "voided"] as const;
export type ConfirmationState = (typeof CONFIRMATION_STATES)[number];

/** What was said about the duties of a ban: what waits for a second look first in the order of its arrival, everything else newest first. */
export const confirmationListSchema = z.strictObject({
  ...keysetQuery,
  state: z.preprocess((value) => (value === "" ? undefined : value), z.enum(CONFIRMATION_STATES).optional()),
  duty: z.preprocess((value) => (value === "" ? undefined : value), z.enum(DutyKind).optional()),
  q: z.string().trim().max(100).optional(),
});

export type ConfirmDuty = { obligationId: number } & z.output<typeof confirmDutySchema>;
export type VerifyRecord = { confirmationId: number };
export type RefuseRecord = { confirmationId: number } & z.output<typeof refuseRecordSchema>;
export type ConfirmationList = z.output<typeof confirmationListSchema>;
