import semver from "semver";
import { numberKey, textKey } from "./keys.ts";

/** Semantic Versioning 2.0.0 §11: pre-releases before their release, numbers before words, build metadata does not count. */
export function semverKey(version: string): string | null {
  const parsed = semver.parse(version);
  if (!parsed) return null;
  const release = [parsed.major, parsed.minor, parsed.patch].map(numberKey).join("");
  if (parsed.prerelease.length === 0) return `${release}1`;
  return `${release}0${parsed.prerelease.map((part) => partKey(String(part))).join("")}`;
}

function partKey(part: string): string {
  return /^\d+$/.test(part) ? `1${numberKey(part)}` : `2${textKey(part)}`;
}
