import type { z } from "zod";
import { fieldsObject } from "@/lib/http/fields";
import { ownPath } from "@/lib/http/own-path";
import { Refusal, reason, refuse } from "@/lib/refusal";

export const MEGABYTE = 1_000_000;

export type Sent = {
  /** For the schema; without the hidden fields of forms. */
  input: unknown;
  /** What was typed, to fill the form again. */
  typed: Record<string, unknown>;
  returnTo: string | null;
};

function mediaType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function isForm(request: Request): boolean {
  return ["application/x-www-form-urlencoded", "multipart/form-data"].includes(mediaType(request));
}

/** True for a form that a browser posts by itself: it wants a page, not JSON. */
export function isPlainForm(request: Request): boolean {
  const accepts = request.headers.get("accept") ?? "";
  return request.method === "POST" && isForm(request) && accepts.includes("text/html") && !accepts.includes("application/json");
}

/** Reads at most `limit` bytes, whatever length the caller claims. */
async function bytesOf(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new Refusal("too-large", reason("http.refusal.tooLarge", { megabytes: limit / MEGABYTE }));
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("invalid", "http.refusal.json");
  }
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    return refuse("invalid", "http.refusal.form");
  }
}

/** JSON, or a form of either kind. A request without a body is an empty object. */
export async function readBody(request: Request, schema: z.ZodType | undefined, limit: number): Promise<Sent> {
  const bytes = await bytesOf(request, limit);
  if (!isForm(request)) {
    if (bytes.byteLength > 0 && !/^application\/([\w.+-]+\+)?json$/.test(mediaType(request))) refuse("invalid", "http.refusal.mediaType");
    return { input: jsonOf(bytes), typed: {}, returnTo: null };
  }
  const form = await formOf(bytes, request.headers.get("content-type") ?? "");
  const returnTo = form.get("_returnTo");
  const own = [...form].filter(([name]) => !name.startsWith("_"));
  const input = fieldsObject(own, schema);
  return { input, typed: input, returnTo: typeof returnTo === "string" ? ownPath(returnTo) : null };
}
