import { numberKey, textKey } from "./keys.ts";

const VERSION = /^(?:(\d{1,9}):)?([a-z0-9._+~^]+)(?:-([a-z0-9._+~^]+))?$/i;

/**
 * rpm-version(7): epoch, version, release; each is read as runs of digits and of letters, whatever stands between them. A tilde sorts before
 * the end, a caret right after it, and numbers after letters. Without a release a version comes before all of its releases.
 */
export function rpmKey(version: string): string | null {
  const [, epoch, upstream, release = ""] = VERSION.exec(version.trim()) ?? [];
  return upstream === undefined ? null : `${numberKey(epoch ?? "0")}${partKey(upstream)}${partKey(release)}`;
}

const END = '"';

function partKey(part: string): string {
  return `${[...part.matchAll(/~|\^|[a-z]+|\d+/gi)].map(([run]) => runKey(run)).join("")}${END}`;
}

function runKey(run: string): string {
  if (run === "~") return "!";
  if (run === "^") return "#";
  return /^\d/.test(run) ? `%${numberKey(run)}` : `$${textKey(run)}`;
}
