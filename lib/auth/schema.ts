import { z } from "zod";
import { isZone, LOCALES } from "@/i18n/config";
import { SCOPES } from "@/lib/auth/permissions";

/** Long enough to hold; short enough that scrypt is not made to read a book (ASVS 5.0, 6.2). */
const newPassword = z.string().min(12, { error: "validation.password" }).max(128, { error: "validation.passwordLong" });
/** E-mail addresses are compared and kept in lower case. */
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const signInSchema = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(1_024),
  next: z.string().max(2_000).optional(),
});
export type SignIn = z.infer<typeof signInSchema>;

export const demoSignInSchema = z.strictObject({ email, next: z.string().max(2_000).optional() });
export type DemoSignIn = z.infer<typeof demoSignInSchema>;

export const setupSchema = z.strictObject({
  setup: z.string().regex(/^[\w-]{43}$/, { error: "validation.setupLink" }),
  name: z.string().trim().min(1).max(200).optional(),
  email: email.optional(),
  password: newPassword,
});
export type SetUp = z.infer<typeof setupSchema>;

export const changePasswordSchema = z.strictObject({ currentPassword: z.string().min(1).max(1_024), newPassword });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** One session by the id that lists show, or all but this one. */
export const endSessionsSchema = z.strictObject({
  session: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type EndSessions = z.infer<typeof endSessionsSchema>;

export const preferencesSchema = z.strictObject({
  locale: z.enum(LOCALES).optional(),
  zone: z.string().max(64).refine(isZone, { error: "validation.zone" }).optional(),
  theme: z.enum(["light", "dark", "system"]).optional(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const TOKEN_KINDS = ["api", "inventory", "audit"] as const;
export const TOKEN_DAYS = 365;

export const createTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(TOKEN_KINDS).default("api"),
  scopes: z.array(z.enum(SCOPES)).min(1),
  days: z.coerce.number().int().min(1).max(TOKEN_DAYS),
});
export type CreateToken = z.infer<typeof createTokenSchema>;

export const tokenParams = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });
