import { reason } from "@/lib/refusal";
import { at, cut, type Document, excerptOf, instantIn, isObject, mustFit, versionOf } from "./document";
import type { FileReleases, Rejected } from "./schema";

/** A package document as npm registries answer it: `versions`, `time`, and `deprecated` within a version. */
export function isNpmDocument(value: object): boolean {
  return "name" in value && typeof value.name === "string" && "versions" in value && isObject(value.versions);
}

/** Names of `time` that are no versions. */
const NOT_VERSIONS = new Set(["created", "modified", "unpublished"]);

export function readNpm({ value, place }: Document, isOwn: (name: string) => boolean): FileReleases {
  const name = String(value.name);
  if (!isOwn(name))
    return {
      releases: [],
      rejected: [
        { place: at(place, "name"), reason: reason("releases.reject.package", { name: cut(name, 214) }), excerpt: cut(name, 200) },
      ],
    };
  const source = cut(`npm registry: ${name}`, 300);
  const versions: Record<string, unknown> = isObject(value.versions) ? value.versions : {};
  const time: Record<string, unknown> = isObject(value.time) ? value.time : {};
  mustFit(Math.max(Object.keys(versions).length, Object.keys(time).length));
  const releases: FileReleases["releases"] = [];
  const rejected: Rejected[] = [];
  const add = (version: string, where: string, said: unknown, isListed: boolean) => {
    const why = versionOf("NPM", version) ?? instantIn(time[version]).whyNot;
    if (why) return rejected.push({ place: where, reason: why, excerpt: excerptOf({ [version]: time[version] ?? said }) });
    const message = isListed ? deprecationIn(said) : "";
    return releases.push({
      place: where,
      kind: "NPM",
      version,
      publishedAt: instantIn(time[version]).at,
      isWithdrawn: message !== null,
      note: message ? cut(message, 1_000) : null,
      source,
    });
  };
  for (const [version, said] of Object.entries(versions)) add(version, at(place, "versions", version), said, true);
  // Dates stay when a version is unpublished.
  for (const version of Object.keys(time)) {
    if (!NOT_VERSIONS.has(version) && !Object.hasOwn(versions, version)) add(version, at(place, "time", version), null, false);
  }
  return { releases, rejected };
}

/** The message of a deprecated version, perhaps empty; null when it is not. npm writes "" or false where a deprecation was taken back. */
function deprecationIn(said: unknown): string | null {
  if (!isObject(said) || !said.deprecated) return null;
  return typeof said.deprecated === "string" ? said.deprecated.trim() : "";
}
