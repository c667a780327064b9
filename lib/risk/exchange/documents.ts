import { Refusal, reason, refuse } from "@/lib/refusal";
import { cut, type Document, excerptOf, isObject } from "@/lib/registry/releases/import/document";
import type { Rejected } from "./schema";

export const LARGEST_MEGABYTES = 32;

type Found = { documents: Document[]; rejected: Rejected[] };

/** The JSON objects of a file: one, a list of them, or one per line. Refuses what is nothing of this. */
export function documentsIn(bytes: Uint8Array): Found {
  const text = textOf(bytes);
  if (text === "") refuse("invalid", "exchange.file.empty");
  const whole = parsed(text);
  if ("value" in whole) return fromWhole(whole.value);
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line: line.trim(), place: `${index + 1}:` }]));
  const [first] = lines;
  if (lines.length < 2 || !first || !("value" in parsed(first.line)))
    throw new Refusal("invalid", reason("exchange.file.json", { detail: cut(whole.detail, 200) }));
  return fromLines(lines);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return refuse("invalid", "exchange.file.encoding");
  }
}

function parsed(text: string): { value: unknown } | { detail: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error) };
  }
}

function fromWhole(value: unknown): Found {
  return Array.isArray(value) ? objectsOf(value.map((one, nr) => ({ value: one, place: `/${nr}` }))) : objectsOf([{ value, place: "" }]);
}

function fromLines(lines: readonly { line: string; place: string }[]): Found {
  const rejected: Rejected[] = [];
  const values = lines.flatMap(({ line, place }) => {
    const one = parsed(line);
    if ("value" in one) return [{ value: one.value, place }];
    rejected.push({
      place,
      recordId: "",
      said: [reason("exchange.reject.json", { detail: cut(one.detail, 200) })],
      excerpt: cut(line, 200),
    });
    return [];
  });
  const found = objectsOf(values);
  return { documents: found.documents, rejected: [...rejected, ...found.rejected] };
}

function objectsOf(values: readonly { value: unknown; place: string }[]): Found {
  const found: Found = { documents: [], rejected: [] };
  for (const { value, place } of values) {
    if (isObject(value)) found.documents.push({ value, place });
    else found.rejected.push({ place: place || "/", recordId: "", said: [reason("exchange.reject.object")], excerpt: excerptOf(value) });
  }
  return found;
}

export function textIn(value: unknown, longest: number): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = cut(value.trim(), longest).trim();
  return text === "" ? undefined : text;
}

/** In one line, as titles are. */
export function lineIn(value: unknown, longest: number): string | undefined {
  return typeof value === "string" ? textIn(value.replaceAll(/[\s\p{Cc}]+/gu, " "), longest) : undefined;
}

/** The day of an instant as formats write it. */
export function dayIn(value: unknown): string | null {
  const day = typeof value === "string" ? /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(value)?.[0] : undefined;
  return day && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) ? day : null;
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
