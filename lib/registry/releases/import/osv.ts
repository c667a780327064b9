import { reason } from "@/lib/refusal";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { at, cut, type Document, excerptOf, isObject, mustFit, versionOf } from "./document";
import type { FileReleases, Rejected } from "./schema";

/** OSV's ecosystems, which may carry a distribution's release behind a colon ("Debian:12"). */
export const ECOSYSTEMS = new Map<string, IdentifierKind>([
  ["npm", "NPM"],
  ["PyPI", "PYPI"],
  ["Debian", "DEB"],
  ["Ubuntu", "DEB"],
  ["Red Hat", "RPM"],
  ["Rocky Linux", "RPM"],
  ["AlmaLinux", "RPM"],
  ["SUSE", "RPM"],
  ["openSUSE", "RPM"],
  ["Mageia", "RPM"],
  ["openEuler", "RPM"],
  ["VSCode", "VSCODE"],
]);

/** An advisory in the Open Source Vulnerability format, version 1. */
export function isOsvDocument(value: object): boolean {
  return "id" in value && typeof value.id === "string" && "affected" in value && Array.isArray(value.affected);
}

type Own = (kind: IdentifierKind, name: string) => boolean;

/** The versions an advisory names. It says neither when they were published nor whether they were taken back: its dates are its own. */
export function readOsv({ value, place }: Document, isOwn: Own): FileReleases {
  const found: FileReleases = { releases: [], rejected: [] };
  const id = cut(String(value.id), 100);
  const published = typeof value.published === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(value.published)?.[0] : undefined;
  const source = `OSV: ${id}${published ? ` (${published})` : ""}`;
  const affected: unknown[] = Array.isArray(value.affected) ? value.affected : [];
  mustFit(affected.length);
  for (const [index, one] of affected.entries()) {
    const where = at(place, "affected", index);
    const kind = kindOf(one, where, isOwn);
    if (typeof kind !== "string") {
      found.rejected.push(kind);
      continue;
    }
    for (const { said, place: there, role } of versionsIn(one, where)) {
      const why = typeof said === "string" ? versionOf(kind, said) : reason("releases.reject.noText");
      if (why) found.rejected.push({ place: there, reason: why, excerpt: excerptOf(said) });
      else
        found.releases.push({
          place: there,
          kind,
          version: String(said),
          publishedAt: null,
          isWithdrawn: null,
          note: `${id}: ${role}`,
          source,
        });
    }
    for (const [nr, range] of listIn(one, "ranges").entries()) {
      if (isObject(range) && range.type === "GIT")
        found.rejected.push({ place: at(where, "ranges", nr), reason: reason("releases.reject.commits"), excerpt: excerptOf(range) });
    }
  }
  return found;
}

function kindOf(affected: unknown, where: string, isOwn: Own): IdentifierKind | Rejected {
  const said = isObject(affected) && isObject(affected.package) ? affected.package : {};
  const place = at(where, "package");
  const excerpt = excerptOf(said);
  const { ecosystem, name } = said;
  if (typeof ecosystem !== "string" || typeof name !== "string") return { place, reason: reason("releases.reject.noPackage"), excerpt };
  const kind = ECOSYSTEMS.get(ecosystem.replace(/:.*$/s, ""));
  if (!kind) return { place, reason: reason("releases.reject.ecosystem", { ecosystem: cut(ecosystem, 100) }), excerpt };
  return isOwn(kind, name) ? kind : { place, reason: reason("releases.reject.package", { name: cut(name, 214) }), excerpt };
}

type Named = { said: unknown; place: string; role: string };

/** Versions that are listed, and those at which something begins or ends; "0" is OSV's word for the beginning, no version. */
function versionsIn(affected: unknown, where: string): Named[] {
  mustFit(listIn(affected, "versions").length);
  const listed = listIn(affected, "versions").map((said, nr) => ({ said, place: at(where, "versions", nr), role: "affected" }));
  const bounds = listIn(affected, "ranges").flatMap((range, nr) => {
    if (!isObject(range) || range.type === "GIT") return [];
    return listIn(range, "events").flatMap((event, index) =>
      Object.entries(isObject(event) ? event : {})
        .filter(([role, said]) => ["introduced", "fixed", "last_affected"].includes(role) && said !== "0")
        .map(([role, said]) => ({ said, place: at(where, "ranges", nr, "events", index, role), role })),
    );
  });
  // What a bound says is more than that the version is listed.
  return [...bounds, ...listed];
}

function listIn(value: unknown, name: string): unknown[] {
  const list = isObject(value) ? value[name] : null;
  return Array.isArray(list) ? list : [];
}
