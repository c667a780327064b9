import { type Leaving, purlsOf, rangeOf, webAddress, withVersions } from "./leaving";
import type { Publisher } from "./publisher";
import { ownRecordId } from "./rules";

type Product = { id: string; category: "product_version_range" | "product_version"; label: string; name: string; purl: string };

/** A document of CSAF 2.0 in the profile VEX. `Interdict` is who wrote it down; who says it is the publisher. */
export function csafDocument(findings: readonly Leaving[], by: Publisher, now: Date): object {
  const [only] = findings.length === 1 ? findings : [];
  return {
    document: {
      category: "csaf_vex",
      csaf_version: "2.0",
      title: only ? `${only.tool.name}: ${only.title}` : `Findings about AI tools, ${findings.length} in all`,
      lang: "en",
      distribution: { tlp: { label: "AMBER" } },
      publisher: { category: "user", name: by.name, namespace: by.namespace },
      notes: [
        {
          category: "legal_disclaimer",
          text: "What the publisher holds of these tools on the date of this document, with the confirmation that its sources have. Affected means that the behaviour described is held to be there, not that it is a vulnerability.",
        },
      ],
      tracking: trackingOf(only, by, now),
    },
    product_tree: { branches: branchesOf(findings) },
    vulnerabilities: findings.map((finding) => vulnerabilityOf(finding, by)),
  };
}

/** Of one finding every step is a revision; a list is a document of its moment. */
function trackingOf(only: Leaving | undefined, by: Publisher, now: Date): object {
  const steps = only?.steps.length ? only.steps : [{ at: now, reason: "First edition." }];
  const history = steps.map(({ at, reason }, nr) => ({ number: String(nr + 1), date: at.toISOString(), summary: reason }));
  const stamp = now.toISOString().replaceAll(/[-:.]/g, "");
  return {
    id: only ? ownRecordId(by.prefix, only.id) : `${by.prefix}-VEX-${stamp}`,
    status: "interim",
    version: String(history.length),
    initial_release_date: history[0]?.date,
    current_release_date: history.at(-1)?.date,
    revision_history: history,
    generator: { date: now.toISOString(), engine: { name: "Interdict" } },
  };
}

function inRange(finding: Leaving): Product {
  const vers = rangeOf(finding) ? (finding.versionRange ?? "vers:all/*") : "vers:all/*";
  const [purl = ""] = purlsOf(finding);
  const name = `${finding.tool.name} ${vers}`;
  return { id: `F-${finding.id}-range`, category: "product_version_range", label: vers, name, purl };
}

function fixed(finding: Leaving): Product | null {
  if (finding.fix !== "CONFIRMED" || finding.fixVersion === null) return null;
  const [purl = ""] = purlsOf(finding);
  const version = finding.fixVersion;
  const name = `${finding.tool.name} ${version}`;
  return { id: `F-${finding.id}-fixed`, category: "product_version", label: version, name, purl: withVersions(purl, { version }) };
}

function branchesOf(findings: readonly Leaving[]): object[] {
  const vendors = Map.groupBy(findings, ({ tool }) => tool.vendor);
  return [...vendors].map(([vendor, ofVendor]) => ({
    category: "vendor",
    name: vendor,
    branches: [...Map.groupBy(ofVendor, ({ tool }) => tool.name)].map(([tool, ofTool]) => ({
      category: "product_name",
      name: tool,
      branches: ofTool.flatMap((finding) => [inRange(finding), fixed(finding)].flatMap((product) => (product ? [branchOf(product)] : []))),
    })),
  }));
}

function branchOf({ id, category, label, name, purl }: Product): object {
  return { category, name: label, product: { product_id: id, name, product_identification_helper: { purl } } };
}

function vulnerabilityOf(finding: Leaving, by: Publisher): object {
  const [range, fix] = [inRange(finding).id, fixed(finding)?.id];
  const cve = finding.recordId && /^CVE-\d{4}-\d{4,}$/.test(finding.recordId) ? finding.recordId : null;
  const ids = [ownRecordId(by.prefix, finding.id), ...(finding.recordId && !cve ? [finding.recordId] : [])];
  const references = finding.references.flatMap(({ url, title }) => {
    const address = webAddress(url);
    return address ? [{ category: "external", summary: title, url: address }] : [];
  });
  return {
    ...(cve ? { cve } : {}),
    ids: ids.map((text, nr) => ({ system_name: nr === 0 ? by.name : "Imported", text })),
    title: finding.title,
    notes: notesOf(finding),
    product_status: statusOf(finding, range, fix),
    ...(finding.status === "NOT_AFFECTED" ? { flags: [{ label: finding.justification, product_ids: [range] }] } : {}),
    ...(finding.status === "AFFECTED" || finding.status === "FIXED" ? { remediations: remediationsOf(finding, range) } : {}),
    ...(references.length > 0 ? { references } : {}),
  };
}

function statusOf({ status }: Leaving, range: string, fix: string | undefined): object {
  const fixedIn = fix === undefined ? {} : { fixed: [fix] };
  if (status === "NOT_AFFECTED") return { known_not_affected: [range] };
  if (status === "UNDER_INVESTIGATION") return { under_investigation: [range], ...fixedIn };
  return { known_affected: [range], ...fixedIn };
}

function remediationsOf({ action, fix, fixVersion }: Leaving, range: string): object[] {
  const said = [
    ...(fix === "CONFIRMED" ? [{ category: "vendor_fix", details: `Use ${fixVersion} or later.` }] : []),
    ...(action ? [{ category: "mitigation", details: action }] : []),
  ];
  const all = said.length > 0 ? said : [{ category: "none_available", details: "No action has been decided yet." }];
  return all.map((one) => ({ ...one, product_ids: [range] }));
}

function notesOf({ summary, claims, fix, fixCandidates }: Leaving): object[] {
  const rests = claims.map(({ id, confirmation }) => `C-${id} (${confirmation.toLowerCase()})`).join(", ");
  const candidates = fixCandidates.length > 0 ? ` Candidates: ${fixCandidates.join(", ")}.` : "";
  return [
    { category: "description", text: summary },
    ...(rests ? [{ category: "other", title: "Evidence", text: `Rests on these claims of the publisher's ledger: ${rests}.` }] : []),
    ...(fix === "UNCONFIRMED" ? [{ category: "other", title: "Fix", text: `A fix is reported and not confirmed.${candidates}` }] : []),
  ];
}
