import { z } from "zod";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { keysetQuery } from "@/lib/http/keyset";

const emptyToUndefined = (value: unknown) => (value === "" ? undefined : value);

export const auditFilters = {
  /** Part of an actor's name, or the whole id of a subject or request. */
  q: z.preprocess(emptyToUndefined, z.string().trim().max(100).optional()),
  action: z.preprocess(emptyToUndefined, z.enum(AUDIT_ACTIONS).optional()),
  subject: z.preprocess(emptyToUndefined, z.string().max(40).optional()),
  subjectId: z.preprocess(emptyToUndefined, z.string().max(100).optional()),
  /** Days in the reader's zone, both included. */
  from: z.preprocess(emptyToUndefined, z.iso.date().optional()),
  to: z.preprocess(emptyToUndefined, z.iso.date().optional()),
};

export const auditListSchema = z.object({ ...auditFilters, ...keysetQuery, format: z.enum(["json", "csv"]).optional() });

export type AuditList = z.infer<typeof auditListSchema>;
