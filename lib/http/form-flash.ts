import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { headers } from "next/headers";
import { z } from "zod";
import { env } from "@/lib/env";
import { cookieLine } from "@/lib/http/cookies";
import { FLASH_COOKIE, FLASH_HEADER } from "@/lib/http/internal-headers";

const flashSchema = z.strictObject({
  kind: z.enum(["done", "refused"]),
  /** The path of the form's `action`: only that form shows values and errors. */
  action: z.string(),
  sentence: z.string(),
  /** What was typed, to fill the form again. Never a secret, never a file. */
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  errors: z.record(z.string(), z.array(z.string())),
});

/** What a page has to say after a plain form was posted. Its sentences are already in the reader's language. */
export type Flash = z.infer<typeof flashSchema>;

/** A browser keeps 4,096 bytes of a cookie; name, attributes and signature take the rest. */
const LIMIT = 3_600;
const SECRET_FIELD = /password|secret|token/i;

function signature(content: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(`flash:${content}`).digest("base64url");
}

export function keptValues(fields: Record<string, unknown>): Flash["values"] {
  const kept: Flash["values"] = {};
  for (const [name, value] of Object.entries(fields)) {
    if (SECRET_FIELD.test(name) || name.startsWith("_")) continue;
    if (typeof value === "string") kept[name] = value;
    if (Array.isArray(value)) kept[name] = value.filter((item) => typeof item === "string");
  }
  return kept;
}

function packed(flash: Flash): string {
  return brotliCompressSync(JSON.stringify(flash)).toString("base64url");
}

/**
 * Signed, so that only this server writes sentences. Where all does not fit, the longest values go first, then the errors. A field whose
 * value went says so with `notKept`: nothing is lost in silence.
 */
export function encodeFlash(flash: Flash, notKept?: string): string {
  const fitted: Flash = { ...flash, values: { ...flash.values }, errors: { ...flash.errors } };
  const size = () => packed(fitted).length;
  const longestFirst = Object.entries(fitted.values).sort(([, a], [, b]) => JSON.stringify(b).length - JSON.stringify(a).length);
  for (const [name] of longestFirst) {
    if (size() <= LIMIT) break;
    delete fitted.values[name];
    if (notKept) fitted.errors[name] = [...(fitted.errors[name] ?? []), notKept];
  }
  if (size() > LIMIT) fitted.errors = {};
  if (size() > LIMIT) fitted.sentence = fitted.sentence.slice(0, 500);
  const content = packed(fitted);
  return `${content}.${signature(content)}`;
}

/** Null for anything this server did not sign. */
export function decodeFlash(cookie: string | null | undefined): Flash | null {
  const [content = "", given = ""] = (cookie ?? "").split(".");
  const expected = signature(content);
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const parsed = flashSchema.safeParse(JSON.parse(brotliDecompressSync(Buffer.from(content, "base64url")).toString("utf8")));
  return parsed.success ? parsed.data : null;
}

export function flashCookie(flash: Flash, notKept?: string): string {
  return cookieLine(FLASH_COOKIE, encodeFlash(flash, notKept), { maxAge: 60 });
}

/** For pages: what to say after a form post, or null. */
export async function readFlash(): Promise<Flash | null> {
  return decodeFlash((await headers()).get(FLASH_HEADER));
}
