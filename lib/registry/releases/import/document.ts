import { type Reason, reason, refuse } from "@/lib/refusal";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { whyNotVersion } from "../rules";

/** One JSON document of a file, and where it stands. */
export type Document = { value: Record<string, unknown>; place: string };

const MOST = 50_000;

/** Refuses a file of more documents or releases than can be taken, before they are read one by one. */
export function mustFit(count: number): void {
  if (count > MOST) refuse("too-large", "releases.file.tooMany", { most: MOST });
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** RFC 6901. */
export function at(place: string, ...steps: (string | number)[]): string {
  return cut(`${place}${steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`, 500);
}

/** Cut to a length without tearing a character, and without what a database or a page cannot hold. */
export function cut(text: string, longest: number): string {
  return text.replaceAll("\0", "").slice(0, longest).toWellFormed();
}

/** The beginning of what was found, as it would stand in a file. */
export function excerptOf(value: unknown): string {
  return cut(JSON.stringify(value) ?? "", 200);
}

/** Why this text names no release of this kind. */
export function versionOf(kind: IdentifierKind, version: string): Reason | null {
  if (version.trim() === "") return reason("releases.reject.noText");
  if (version.length > LONGEST_VERSION) return reason("releases.reject.tooLong", { longest: LONGEST_VERSION });
  // Half of a surrogate pair is no character either.
  if (/[\p{Cc}\p{Cs}]/u.test(version)) return reason("releases.whyNot.control");
  return whyNotVersion({ kind, version });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

/** An instant with its offset, as registries write it; nothing said is no fault. */
export function instantIn(said: unknown): { at: Date | null; whyNot: Reason | null } {
  if (said === undefined || said === null) return { at: null, whyNot: null };
  const date = typeof said === "string" && INSTANT.test(said) ? new Date(said) : null;
  if (date && !Number.isNaN(date.getTime())) return { at: date, whyNot: null };
  return { at: null, whyNot: reason("releases.reject.date", { value: cut(String(said), 60) }) };
}
