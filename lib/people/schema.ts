import { z } from "zod";
import { keysetQuery } from "@/lib/http/keyset";
import { Role, WorkerType } from "@/prisma/generated/enums";

const emptyToUndefined = (value: unknown) => (value === "" ? undefined : value);

export const peopleListSchema = z.object({
  q: z.preprocess(emptyToUndefined, z.string().trim().max(100).optional()),
  team: z.preprocess(emptyToUndefined, z.coerce.number().int().positive().optional()),
  role: z.preprocess(emptyToUndefined, z.enum(Role).optional()),
  worker: z.preprocess(emptyToUndefined, z.enum(WorkerType).optional()),
  active: z.preprocess(emptyToUndefined, z.enum(["yes", "no"]).optional()),
  ...keysetQuery,
});

export type PeopleList = z.infer<typeof peopleListSchema>;

export const teamListSchema = z.object({
  q: z.preprocess(emptyToUndefined, z.string().trim().max(100).optional()),
  parent: z.preprocess(emptyToUndefined, z.coerce.number().int().positive().optional()),
  ...keysetQuery,
});

export type TeamList = z.infer<typeof teamListSchema>;

export const personParams = z.object({ id: z.coerce.number().int().positive() });

/** A checkbox per role: absent means not given. */
export const rolesSchema = z.strictObject({
  roles: z.preprocess(
    (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(Role)),
  ),
  reason: z.string({ error: "validation.reason" }).trim().min(3, { error: "validation.reason" }).max(500),
});

export const reasonSchema = z.strictObject({
  reason: z.string({ error: "validation.reason" }).trim().min(3, { error: "validation.reason" }).max(500),
});
