import { insideOf, kindsFirst } from "@/lib/registry/releases/rules";
import { parseVers, speaksOf, type VersRange } from "@/lib/registry/versions/vers";
import type { Confirmation, IdentifierKind } from "@/prisma/generated/enums";
import { purlOf } from "./packages";
import type { Named, Standing } from "./schema";

/** A finding with what an advisory needs of it. */
export type Leaving = Standing & {
  id: number;
  tool: { slug: string; name: string; vendor: string };
  openedOn: string;
  recordedAt: Date;
  updatedAt: Date;
  /** The id it has where it comes from. */
  recordId: string | null;
  identifiers: readonly { kind: IdentifierKind; value: string }[];
  releases: readonly { kind: IdentifierKind; version: string }[];
  steps: readonly { at: Date; reason: string }[];
  claims: readonly { id: number; confirmation: Confirmation }[];
  /** Addresses of the documents that its claims rest on. */
  references: readonly { url: string; title: string }[];
};

/** The range as it was stored, which it was only once it could be read; null: every version. */
export function rangeOf({ versionRange }: Pick<Leaving, "versionRange">): VersRange | null {
  if (versionRange === null) return null;
  const parsed = parseVers(versionRange);
  return "range" in parsed && parsed.range.constraints !== "*" ? parsed.range : null;
}

/** The packages that a finding's range speaks of, the first the one that the tool is known by. */
export function packagesOf(finding: Leaving): Named[] {
  const range = rangeOf(finding);
  const kinds = kindsFirst(finding.identifiers);
  return finding.identifiers
    .filter(({ kind }) => range === null || speaksOf(range, kind))
    .map(({ kind, value }) => ({ kind, name: value }))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

/** The package URLs of a finding, bare; a tool without a package is `pkg:generic/` and its name here. */
export function purlsOf(finding: Leaving): string[] {
  const found = packagesOf(finding).flatMap((one) => purlOf(one) ?? []);
  return found.length > 0 ? [...new Set(found)] : [`pkg:generic/${encodeURIComponent(finding.tool.slug)}`];
}

/** With a version or a range behind it. A generic one says in both how its versions are written. */
export function withVersions(purl: string, { version, vers }: { version?: string | null; vers?: string | null }): string {
  const at = version ? `@${encodeURIComponent(version)}` : "";
  return `${purl}${at}${vers ? `?vers=${encodeURIComponent(vers)}` : ""}`;
}

/** Releases that are known to lie in the range. */
export function releasesIn(finding: Leaving, kind: IdentifierKind): string[] {
  const range = rangeOf(finding);
  const own = finding.releases.filter((release) => release.kind === kind);
  if (range === null) return own.map(({ version }) => version);
  const isInside = insideOf(range);
  return own.filter((release) => isInside(release) === true).map(({ version }) => version);
}

/** An address as formats want one; null for what is none. */
export function webAddress(url: string): string | null {
  try {
    const parsed = new URL(url);
    return /^https?:$/.test(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
