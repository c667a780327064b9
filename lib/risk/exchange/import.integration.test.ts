import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as importRoute } from "@/app/api/v1/findings/import/route";
import { GET as reportRoute } from "@/app/api/v1/findings/imports/[id]/route";
import { closeConnections, db } from "@/lib/db";
import { get } from "@/lib/http/testing";
import { refused } from "@/lib/registry/releases/testing";
import { cookieOf, uploadForm } from "@/lib/risk/attachments/testing";
import { changeStatus, editFinding } from "@/lib/risk/findings/commands";
import { newAuditor, newOfficer } from "@/lib/testing";
import { NOW, newTool, openVex, osv, standing, take } from "./testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
let nth = 0;

beforeAll(async () => {
  officer = await newOfficer();
});
afterAll(closeConnections);

/** A tool with an npm package and an extension of its own. */
async function aTool() {
  const name = `tool-${++nth}`;
  return newTool(name, [
    { kind: "NPM", value: `@vendor/${name}` },
    { kind: "VSCODE", value: `vendor.${name}` },
  ]);
}

const npm = (slug: string, version = "") => `pkg:npm/%40vendor/${slug}${version ? `@${version}` : ""}`;
const outcomes = (rows: readonly { outcome: string; findingId: number | null }[]) => rows.map(({ outcome }) => outcome);
const keys = (rows: readonly { said: readonly { key: string }[] }[]) => rows.flatMap(({ said }) => said.map(({ key }) => key));
const since = [{ introduced: "2.1.91" }, { fixed: "2.1.199" }];

describe("OSV", () => {
  test("becomes a finding per tool and sort of version; a fixed version is hearsay", async () => {
    const { slug, id: toolId } = await aTool();
    const id = `x_DB-${slug}`;
    const file = osv(id, [
      ["npm", `@vendor/${slug}`, since],
      ["VSCode", `Vendor.${slug}`, [{ introduced: "2.1.91" }, { last_affected: "2.1.198" }]],
      ["npm", "somebody-elses", since],
      ["Maven", "org.example:x", since],
    ]);
    const first = await take(officer.viewer, file);
    expect(first).toMatchObject({ format: "osv", added: 2, updated: 0, unchanged: 0, rejected: 2 });
    expect(keys(first.rows)).toEqual(["exchange.reject.noTool", "exchange.reject.ecosystem"]);
    const [one, other] = first.rows.filter(({ outcome }) => outcome === "added");
    expect(await standing(one?.findingId)).toEqual({
      title: `What ${id} says`,
      summary: "At length.",
      behaviour: "VULNERABILITY",
      versionRange: "vers:npm/>=2.1.91|<2.1.199",
      status: "AFFECTED",
      justification: null,
      action: null,
      fix: "UNCONFIRMED",
      fixVersion: null,
      fixCandidates: ["2.1.199"],
      tool: slug,
    });
    expect((await standing(other?.findingId)).versionRange).toBe("vers:vscode-extension/>=2.1.91|<=2.1.198");
    const ids = await db.finding.findMany({
      where: { toolId },
      select: { externalId: true, origin: true },
      orderBy: { id: "asc" },
    });
    expect(ids).toEqual([
      { externalId: id, origin: "osv" },
      { externalId: `${id}#${slug}`, origin: "osv" },
    ]);
    expect(await take(officer.viewer, file)).toMatchObject({ added: 0, updated: 0, unchanged: 2, rejected: 2 });
    expect(await db.auditEvent.count({ where: { action: "findings.imported", subjectId: String(first.id) } })).toBe(1);
  });

  test("a newer record changes what stands as it was imported, and leaves what was changed here, saying so", async () => {
    const { slug } = await aTool();
    const id = `GHSA-${slug}`;
    const packages = [["npm", `@vendor/${slug}`, since]] as [string, string, typeof since][];
    const { rows } = await take(officer.viewer, osv(id, packages));
    const finding = rows[0]?.findingId ?? 0;
    await editFinding(officer.viewer, { id: finding, changes: { title: "What we say" } }, NOW);
    const next = osv(id, [["npm", `@vendor/${slug}`, [{ introduced: "2.1.80" }, { fixed: "2.1.200" }]]], { summary: "Newer" });
    const second = await take(officer.viewer, next);
    expect([second.updated, keys(second.rows)]).toEqual([1, ["exchange.kept.title"]]);
    expect(await standing(finding)).toMatchObject({
      title: "What we say",
      versionRange: "vers:npm/>=2.1.80|<2.1.200",
      fixCandidates: ["2.1.200"],
    });
    // Said once; the same file again has nothing new to say.
    const third = await take(officer.viewer, next);
    expect([outcomes(third.rows), keys(third.rows)]).toEqual([["unchanged"], []]);
    const events = await db.auditEvent.findMany({ where: { subjectKind: "finding", subjectId: String(finding) }, orderBy: { id: "asc" } });
    expect(events.map(({ action }) => action)).toEqual(["finding.recorded", "finding.edited", "finding.edited"]);
    expect(events.at(-1)?.after).toMatchObject({ versionRange: "vers:npm/>=2.1.80|<2.1.200", revision: 3 });
  });

  test("that was withdrawn goes back under investigation, unless somebody here decided otherwise", async () => {
    const [one, other] = [await aTool(), await aTool()];
    const record = (slug: string, more = {}) => osv(`x_DB-W-${slug}`, [["npm", `@vendor/${slug}`, since]], more);
    const findings = [];
    for (const { slug } of [one, other]) findings.push((await take(officer.viewer, record(slug))).rows[0]?.findingId ?? 0);
    const [loose = 0, held = 0] = findings;
    const step = { effectiveOn: "2026-07-08", reason: "Looked at" };
    await changeStatus(officer.viewer, { id: held, status: "UNDER_INVESTIGATION", ...step }, NOW);
    await changeStatus(officer.viewer, { id: held, status: "AFFECTED", action: "Remove it", ...step }, NOW);
    const withdrawn = { withdrawn: "2026-07-07T00:00:00Z" };
    const report = await take(officer.viewer, [record(one.slug, withdrawn), record(other.slug, withdrawn)]);
    expect(keys(report.rows).sort()).toEqual(["exchange.kept.status", "exchange.remark.withdrawn", "exchange.remark.withdrawn"]);
    expect([(await standing(loose)).status, (await standing(held)).status]).toEqual(["UNDER_INVESTIGATION", "AFFECTED"]);
  });

  test.each([
    ["GIT", { ranges: [{ type: "GIT", repo: "https://example.com", events: [{ introduced: "0" }] }] }, "exchange.reject.commits"],
    ["another kind", { ranges: [{ type: "HASH", events: [{ introduced: "0" }] }] }, "exchange.reject.rangeType"],
    ["no beginning", { ranges: [{ type: "SEMVER", events: [{ fixed: "1.0.0" }] }] }, "exchange.reject.range"],
    ["two things in one event", { ranges: [{ type: "SEMVER", events: [{ introduced: "0", fixed: "1.0.0" }] }] }, "exchange.reject.range"],
    ["a version that is none", { ranges: [{ type: "SEMVER", events: [{ introduced: "one" }] }] }, "releases.vers.version"],
    [
      "nothing inside",
      { ranges: [{ type: "SEMVER", events: [{ introduced: "2.0.0" }, { fixed: "2.0.0" }] }] },
      "exchange.reject.noVersionIn",
    ],
    ["a list of numbers", { versions: [1, 2] }, "exchange.reject.version"],
  ])("with a range of %s is rejected with its reason", async (_, said, key) => {
    const { slug } = await aTool();
    const file = { ...osv(`x_DB-R-${slug}`, []), affected: [{ package: { ecosystem: "npm", name: `@vendor/${slug}` }, ...said }] };
    const report = await take(officer.viewer, file);
    expect([outcomes(report.rows), keys(report.rows)]).toEqual([["rejected"], [key]]);
  });

  test("as one object per line is taken line by line", async () => {
    const [one, other] = [await aTool(), await aTool()];
    const lines = [one, other].map(({ slug }) => JSON.stringify(osv(`x_DB-L-${slug}`, [["npm", `@vendor/${slug}`, since]])));
    const report = await take(officer.viewer, [lines[0], "{ half", lines[1], "[1]", '{"hello":1}'].join("\n"));
    expect(report).toMatchObject({ added: 2, rejected: 3 });
    expect(report.rows.map(({ place }) => place)).toEqual(["1:/affected/0", "3:/affected/0", "2:", "4:", "5:"]);
  });
});

describe("OpenVEX", () => {
  const vulnerability = (slug: string) => ({ name: `x_DB-V-${slug}`, description: "Undisclosed fingerprinting" });

  test("opens a finding of what is affected, and says what it says of other versions", async () => {
    const { slug } = await aTool();
    const report = await take(
      officer.viewer,
      openVex([
        {
          vulnerability: vulnerability(slug),
          products: [{ "@id": npm(slug, "2.1.196") }],
          status: "affected",
          action_statement: "Uninstall.",
        },
        {
          vulnerability: vulnerability(slug),
          products: [{ "@id": npm(slug, "2.1.90") }],
          status: "not_affected",
          justification: "component_not_present",
        },
        { vulnerability: vulnerability(slug), products: [{ "@id": npm(slug, "2.1.198") }], status: "under_investigation" },
        {
          vulnerability: vulnerability(slug),
          products: [{ "@id": "https://example.com/x" }, { "@id": "pkg:npm/other@1.0.0" }],
          status: "fixed",
        },
        { vulnerability: vulnerability(slug), products: [{ "@id": npm(slug) }], status: "not_affected", impact_statement: "Trust us" },
        { vulnerability: vulnerability(slug), products: [{ "@id": npm(slug) }], status: "mostly_harmless" },
      ]),
    );
    expect(report).toMatchObject({ format: "openvex", added: 1, rejected: 4 });
    expect(keys(report.rows)).toEqual([
      "exchange.remark.alsoLooked",
      "exchange.remark.alsoSpared",
      "exchange.reject.noPurl",
      "exchange.reject.noTool",
      "exchange.reject.justification",
      "exchange.reject.status",
    ]);
    expect(await standing(report.rows[0]?.findingId)).toMatchObject({
      title: "Undisclosed fingerprinting",
      status: "AFFECTED",
      action: "Uninstall.",
      versionRange: "vers:npm/2.1.196",
    });
  });

  test("settles a finding that came as OSV, and does not narrow its range", async () => {
    const { slug } = await aTool();
    const name = `GHSA-V-${slug}`;
    const { rows } = await take(officer.viewer, osv(name, [["npm", `@vendor/${slug}`, since]]));
    const finding = rows[0]?.findingId;
    const affected = {
      vulnerability: { name },
      products: [{ "@id": npm(slug, "2.1.150") }],
      status: "affected",
      action_statement: "Stop using it",
    };
    expect(await take(officer.viewer, openVex([affected]))).toMatchObject({ updated: 1 });
    expect(await standing(finding)).toMatchObject({
      versionRange: "vers:npm/>=2.1.91|<2.1.199",
      action: "Stop using it",
      status: "AFFECTED",
    });
    const fixed = { vulnerability: { name }, products: [{ "@id": npm(slug, "2.1.199") }], status: "fixed" };
    expect(await take(officer.viewer, openVex([fixed]))).toMatchObject({ updated: 1 });
    expect(await standing(finding)).toMatchObject({ status: "FIXED", fix: "CONFIRMED", fixVersion: "2.1.199", fixCandidates: [] });
    const wrong = { vulnerability: { name }, products: [{ "@id": npm(slug, "2.1.100") }], status: "fixed" };
    const report = await take(officer.viewer, openVex([wrong]));
    expect([outcomes(report.rows), keys(report.rows)]).toEqual([["rejected"], ["findings.whyNot.fixInRange"]]);
    const spared = {
      vulnerability: { name },
      products: [{ "@id": npm(slug) }],
      status: "not_affected",
      justification: "component_not_present",
    };
    const steps = await db.findingStep.findMany({ where: { findingId: finding ?? 0 }, orderBy: { id: "asc" }, select: { after: true } });
    expect(steps.map(({ after }) => after)).toEqual(["AFFECTED", "FIXED"]);
    // A confirmed fix says that there was a fault.
    expect(keys((await take(officer.viewer, openVex([spared]))).rows)).toEqual(["findings.whyNot.fixOfNotAffected"]);
  });

  test("of two statements about the same version the newer holds", async () => {
    const { slug } = await aTool();
    const of = (status: string, timestamp: string) => ({
      vulnerability: vulnerability(slug),
      products: [{ "@id": npm(slug, "1.0.0") }],
      status,
      timestamp,
      justification: "component_not_present",
    });
    const report = await take(
      officer.viewer,
      openVex([of("not_affected", "2026-07-06T00:00:00Z"), of("under_investigation", "2026-07-01T00:00:00Z")]),
    );
    expect(await standing(report.rows[0]?.findingId)).toMatchObject({ status: "NOT_AFFECTED", justification: "component_not_present" });
  });
});

describe("a file", () => {
  test.each([
    ["nothing", "", "exchange.file.empty"],
    ["no JSON", "{ half", "exchange.file.json"],
    ["another shape", '{"hello":"world"}', "exchange.file.shape"],
  ])("with %s is refused and leaves no report", async (_, content, key) => {
    const before = await db.findingImport.count();
    expect(await refused(take(officer.viewer, content))).toMatchObject({ code: "invalid", key });
    expect(await db.findingImport.count()).toBe(before);
  });

  test("full of scripts, signs and depths stays text", async () => {
    const { slug } = await aTool();
    const script = "<script>alert(1)</script>\u0000\u202e";
    const file = osv(`x_DB-H-${slug}`, [["npm", `@vendor/${slug}`, since]], { summary: script, details: script.repeat(500) });
    const { rows } = await take(officer.viewer, [file, { ...file, id: script }, { ...file, id: 7 }, "[".repeat(100)]);
    expect(outcomes(rows).sort()).toEqual(["added", "rejected", "rejected", "rejected"]);
    const kept = await standing(rows.find(({ outcome }) => outcome === "added")?.findingId);
    expect([kept.title.includes("\u0000"), kept.summary.length <= 4_000]).toEqual([false, true]);
  });

  test("sent twice at once is taken once; at the door it leads to its report, which everybody who reads risk can load", async () => {
    const { slug } = await aTool();
    const cookie = await cookieOf(officer.id);
    const content = Buffer.from(JSON.stringify(osv(`x_DB-D-${slug}`, [["npm", `@vendor/${slug}`, since]])));
    const send = () => uploadForm(importRoute, { id: 1, cookie, accept: "text/html" }, { name: "advisory.json", content });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const ids = [first, second].map((answer) => new URL(answer.headers.get("location") ?? "", "http://x").searchParams.get("report") ?? "");
    const auditor = await cookieOf((await newAuditor()).id);
    const reports = await Promise.all(ids.map(async (id) => (await get(reportRoute, { params: { id }, cookie: auditor })).json()));
    expect(reports.map(({ added }) => added).sort()).toEqual([0, 1]);
    const wrong = await uploadForm(importRoute, { id: 1, cookie: auditor }, { name: "advisory.json", content });
    expect(wrong.status).toBe(403);
  });
});
