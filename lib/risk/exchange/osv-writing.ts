import { type Leaving, packagesOf, rangeOf, releasesIn, webAddress } from "./leaving";
import type { OwnBlock } from "./own-block";
import { ecosystemOf, purlOf } from "./packages";
import type { Publisher } from "./publisher";
import { osvRangesOf } from "./ranges";
import { ownRecordId } from "./rules";
import type { Named } from "./schema";

/** OSV can only say that versions are affected. */
export function isForOsv({ status }: Pick<Leaving, "status">): boolean {
  return status === "AFFECTED" || status === "FIXED";
}

/** One record of the OSV schema, version 1.7.0. */
export function osvRecord(finding: Leaving, { prefix, name, namespace }: Publisher): object {
  const references = finding.references.flatMap(({ url }) => webAddress(url) ?? []);
  return {
    schema_version: "1.7.0",
    id: ownRecordId(prefix, finding.id),
    modified: finding.updatedAt.toISOString(),
    published: `${finding.openedOn}T00:00:00Z`,
    ...(finding.recordId === null ? {} : { aliases: [finding.recordId] }),
    summary: finding.title,
    details: finding.summary,
    affected: affectedOf(finding),
    ...(references.length === 0 ? {} : { references: [...new Set(references)].map((url) => ({ type: "WEB", url })) }),
    credits: [{ name, contact: [namespace], type: "ANALYST" }],
    database_specific: { interdict: blockOf(finding) },
  };
}

function affectedOf(finding: Leaving): object[] {
  const packages = packagesOf(finding).filter(({ kind }) => ecosystemOf(kind) !== null);
  const tool = { database_specific: { tool: finding.tool.slug, name: finding.tool.name } };
  return packages.length === 0 ? [tool] : packages.map((one) => ({ ...packageOf(one), ...versionsOf(finding, one), ...tool }));
}

function packageOf(named: Named): object {
  const name = named.name.toLowerCase();
  const purl = purlOf(named);
  return { package: { ecosystem: ecosystemOf(named.kind), name, ...(purl ? { purl } : {}) } };
}

function versionsOf(finding: Leaving, { kind }: Named): object {
  const range = rangeOf(finding) ?? { type: "all" as const, constraints: "*" as const };
  const said = osvRangesOf(range);
  // What its events cannot say is said release by release, as far as releases are known; `versions` below says it whole.
  if (!said) return { versions: releasesIn(finding, kind) };
  const type = kind === "PYPI" ? "ECOSYSTEM" : "SEMVER";
  return {
    ...(said.ranges.length === 0 ? {} : { ranges: said.ranges.map(({ events }) => ({ type, events })) }),
    ...(said.versions.length === 0 ? {} : { versions: said.versions }),
  };
}

function blockOf(finding: Leaving): OwnBlock {
  return {
    finding: `F-${finding.id}`,
    behaviour: finding.behaviour,
    status: finding.status,
    justification: finding.justification,
    action: finding.action,
    fix: finding.fix,
    fix_version: finding.fixVersion,
    fix_candidates: [...finding.fixCandidates],
    versions: finding.versionRange,
    claims: finding.claims.map(({ id, confirmation }) => ({ id: `C-${id}`, confirmation })),
  };
}
