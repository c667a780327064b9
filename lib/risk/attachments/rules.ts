import { type Reason, reason } from "@/lib/refusal";
import { UNKNOWN } from "./sniffing";

const no = (name: string, values?: Record<string, string | number>) => reason(`attachments.whyNot.${name}`, values);

const MEGABYTE = 1_000_000;
export const LARGEST_MEGABYTES = 25;
export const LARGEST_BYTES = LARGEST_MEGABYTES * MEGABYTE;
/** Of one document or finding. */
export const MOST_FILES = 50;
export const MOST_MEGABYTES = 250;
const LONGEST_NAME = 150;

/**
 * A name as it is shown and offered: without folders, control characters and marks that turn the direction of reading, no longer than file
 * systems bear. It never becomes a path.
 */
export function safeName(given: string | null): string {
  const last = (given ?? "").normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const plain = last
    .toWellFormed()
    // Direction marks, overrides and isolates, other invisible characters, and what a file system or a header cannot hold.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\ufffd]/gu, "")
    .replaceAll(/[<>:"|?*]/g, "_")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "")
    .replace(/[. ]+$/, "");
  if (plain === "") return "file";
  if (plain.length <= LONGEST_NAME) return plain;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? "";
  return `${plain.slice(0, LONGEST_NAME - ending.length - 1).replace(/[\ud800-\udbff]$/, "")}…${ending}`;
}

/** What would run or be shown as a page when somebody opens it. */
const ACTIVE = new Set([
  "text/html",
  "image/svg+xml",
  "application/xml",
  "text/x-shellscript",
  "application/vnd.microsoft.portable-executable",
  "application/x-elf",
  "application/x-mach-binary",
  "application/wasm",
  "application/x-ms-shortcut",
]);

/** Endings by which systems open a file with something that runs it, whatever it holds. */
const RUNNABLE =
  /\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|msi|msp|msix|appx|lnk|url|reg|cpl|dll|jar|app|command|sh|bash|zsh|py|pl|rb|php|desktop|html?|xhtml|mht|mhtml|shtml|svgz?|xml|xsl|xslt|chm|iso|img|vhdx?|dmg|pkg|deb|rpm|apk|docm|xlsm|pptm|dotm|xltm|one)$/i;

/** True for a file that would do something by itself once it is opened. */
export function isActive({ name, contentType }: { name: string; contentType: string }): boolean {
  return ACTIVE.has(contentType) || RUNNABLE.test(name);
}

/** The name a download gets: what is active is not opened by a double click. */
export function downloadName(file: { name: string; contentType: string }): string {
  return isActive(file) ? `${file.name}.untrusted` : file.name;
}

/** RFC 6266: a plain name for all, and the true one as RFC 8187 encodes it. */
export function contentDisposition(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^\x20-\x7e]/g, "_")
    .replaceAll(/["\\%;]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** What the endings of names promise. */
const PROMISED: Record<string, readonly string[]> = {
  pdf: ["application/pdf"],
  png: ["image/png"],
  jpg: ["image/jpeg"],
  jpeg: ["image/jpeg"],
  gif: ["image/gif"],
  webp: ["image/webp"],
  svg: ["image/svg+xml"],
  html: ["text/html"],
  htm: ["text/html"],
  json: ["application/json"],
  txt: ["text/plain", "application/json", "message/rfc822"],
  md: ["text/plain"],
  csv: ["text/plain"],
  eml: ["message/rfc822", "text/plain"],
  xml: ["application/xml", "image/svg+xml"],
  zip: ["application/zip"],
  docx: ["application/zip"],
  xlsx: ["application/zip"],
  pptx: ["application/zip"],
  gz: ["application/gzip"],
  mp4: ["video/mp4"],
  pcap: ["application/vnd.tcpdump.pcap"],
  exe: ["application/vnd.microsoft.portable-executable"],
};

/** True when the ending says one thing and the bytes another. */
export function isMisnamed({ name, contentType }: { name: string; contentType: string }): boolean {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const promised = Object.hasOwn(PROMISED, ending) ? PROMISED[ending] : undefined;
  return promised !== undefined && contentType !== UNKNOWN && !promised.includes(contentType);
}

export type KeptFile = { sha256: string; name: string; size: number };

/** Why this file cannot be kept beside those that are here. */
export function whyNotKeep(file: KeptFile, here: readonly KeptFile[]): Reason | null {
  const same = here.find(({ sha256 }) => sha256 === file.sha256);
  if (same) return no("sameContent", { name: same.name });
  if (here.length >= MOST_FILES) return no("tooManyFiles", { most: MOST_FILES });
  const size = here.reduce((sum, one) => sum + one.size, file.size);
  return size > MOST_MEGABYTES * MEGABYTE ? no("tooMuch", { megabytes: MOST_MEGABYTES }) : null;
}

export function whyNotRemove({ removedAt }: { removedAt: Date | null }): Reason | null {
  return removedAt ? no("removedAlready") : null;
}
