import type { Reason } from "@/lib/refusal";
import type { DevicePlatform, IdentifierKind } from "@/prisma/generated/enums";

/** One sighting as a source words it. `value` is folded by its kind before it is compared. */
export type Seen = {
  kind: IdentifierKind;
  value: string;
  publisher: string;
  version: string;
  name: string;
  path: string;
  /** The source says that exactly this is gone. */
  isGone?: boolean;
};

export type DeviceFacts = {
  serial: string | null;
  hardwareUuid: string | null;
  mdmId: string | null;
  hostName: string | null;
  platform: DevicePlatform;
  osVersion: string | null;
  /** Lower case. */
  ownerEmail: string | null;
};

/** What a list holds, and what could not be read of it: a list with a hole proves nothing about the kinds of the hole. */
export type ReadList = { seen: Seen[]; left: Reason[]; unsure: number; platform: DevicePlatform };

/** A good row: what one source says of one device at one time. */
export type InventoryRecord = {
  line: number;
  device: DeviceFacts;
  /** Milliseconds since the epoch. */
  at: number;
  /** Kinds of which the list is all there is, before the platform has its say (bits). */
  covers: number;
  /** The list as delivered; equal bytes mean equal contents. Valid until the sink returns. */
  list: Buffer | null;
  read: (list: Buffer | null) => ReadList;
};

/** Where a format puts what it reads. A promise means: wait before the next. */
export type Sink = {
  accept(record: InventoryRecord): Promise<void> | undefined;
  reject(line: number, reason: Reason, excerpt: string): void;
  /** Something of the delivery cannot be assigned to a device: no device's list is known to be whole. */
  doubtEverything(): void;
};

export type FormatOptions = { isComplete: boolean; collectedAt: number };

export type Format = (chunks: AsyncIterable<Buffer>, options: FormatOptions, sink: Sink) => Promise<void>;

const LONGEST = { value: 400, publisher: 200, version: 100, name: 200, path: 1_000 };

/** Text of a source, as the database can keep it. */
export function plainText(value: unknown, longest: keyof typeof LONGEST): string {
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return (clean.length > LONGEST[longest] ? clean.slice(0, LONGEST[longest]) : clean).trim();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function emailOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const email = value.trim().toLowerCase();
  return /^[^\s@"<>]+@[^\s@"<>]+$/.test(email) && email.length <= 254 ? email : null;
}

/** `~/.local/share/claude/versions/2.1.196`: the native installer names the file after the version. */
export function versionInPath(path: string): string {
  return /[\\/]versions[\\/](\d+(?:\.\d+)+[^\\/]*)/.exec(path)?.[1] ?? "";
}

export function jsonArrayOf(list: Buffer | null): unknown[] | null {
  if (list === null) return [];
  try {
    const parsed: unknown = JSON.parse(list.toString("utf8"));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
