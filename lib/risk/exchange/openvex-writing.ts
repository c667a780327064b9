import type { FindingStatus } from "@/prisma/generated/enums";
import { type Leaving, purlsOf, rangeOf, withVersions } from "./leaving";
import { NO_ACTION } from "./openvex-words";
import type { Publisher } from "./publisher";
import { ownRecordId } from "./rules";

const STATUS: Record<FindingStatus, string> = {
  NOT_AFFECTED: "not_affected",
  AFFECTED: "affected",
  FIXED: "fixed",
  UNDER_INVESTIGATION: "under_investigation",
};

/** One document of OpenVEX 0.2.0 with a statement per finding; of one that is fixed also what is affected before. */
export function openVexDocument(findings: readonly Leaving[], by: Publisher, now: Date): object {
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${by.namespace}/vex/${by.prefix}-${now.toISOString().replaceAll(/[-:.]/g, "")}`,
    author: by.name,
    role: "Document Creator",
    timestamp: now.toISOString(),
    version: 1,
    tooling: "Interdict",
    statements: findings.flatMap((finding) => statementsOf(finding, by)),
  };
}

function statementsOf(finding: Leaving, by: Publisher): object[] {
  const own = ownRecordId(by.prefix, finding.id);
  const shared = {
    vulnerability: {
      "@id": `${by.namespace}/findings/${finding.id}`,
      name: finding.recordId ?? own,
      description: finding.title,
      ...(finding.recordId === null ? {} : { aliases: [own] }),
    },
    timestamp: finding.updatedAt.toISOString(),
  };
  const inRange = { ...shared, products: productsOf(finding, { vers: rangeOf(finding) ? finding.versionRange : null }) };
  const notes = notesOf(finding);
  if (finding.status === "FIXED") {
    const isGeneric = purlsOf(finding)[0]?.startsWith("pkg:generic/");
    const vers = isGeneric && finding.versionRange ? `${finding.versionRange.split("/")[0]}/${finding.fixVersion}` : null;
    const fixed = { ...shared, products: productsOf(finding, { version: finding.fixVersion, vers }), status: "fixed", status_notes: notes };
    const before = { ...inRange, status: "affected", status_notes: notes, action_statement: `Use ${finding.fixVersion} or later.` };
    return [before, fixed];
  }
  const said = {
    ...inRange,
    status: STATUS[finding.status],
    status_notes: notes,
    ...(finding.justification ? { justification: finding.justification } : {}),
  };
  if (finding.status !== "AFFECTED") return [said];
  return [{ ...said, action_statement: finding.action ?? NO_ACTION, action_statement_timestamp: finding.updatedAt.toISOString() }];
}

function productsOf(finding: Leaving, versions: { version?: string | null; vers?: string | null }): object[] {
  return purlsOf(finding)
    .map((purl) => withVersions(purl, versions))
    .map((purl) => ({ "@id": purl, identifiers: { purl } }));
}

function notesOf({ summary, fix, fixVersion, fixCandidates }: Leaving): string {
  if (fix === "CONFIRMED") return `${summary}\n\nFixed in ${fixVersion}.`;
  if (fix === "NONE") return summary;
  const named = fixCandidates.length > 0 ? ` Candidates: ${fixCandidates.join(", ")}.` : "";
  return `${summary}\n\nA fix is reported and not confirmed.${named}`;
}
