import { beforeAll, expect, test } from "vitest";
import { layGround } from "@/lib/compliance/testing-database";
import { db, pool } from "@/lib/db";
import { newApprover, newOfficer } from "@/lib/testing";
import { changeFix, changeStatus, createFinding, editFinding } from "./commands";
import { createFindingSchema } from "./schema";
import { proposeTrust, settleTrust } from "./trust/commands";

const AT = new Date("2026-07-08T07:00:00Z");
const SAID = { effectiveOn: "2026-07-08", reason: "As the claims say." } as const;

beforeAll(async () => {
  await layGround();
  // Numbers that were given by hand leave the counters behind.
  for (const table of ["team", "person", "tool", "vendor"])
    await pool.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), 1000)`);
  const affected = { banId: 1, dutyId: 2, personId: 1, teamId: 1, state: "INSTALLED", since: AT, evidenceAt: AT, deadlineAt: AT } as const;
  await db.obligation.createMany({ data: [affected, { ...affected, dutyId: 1, state: "STATED" }] });
  await db.release.create({ data: { toolId: 1, kind: "NPM", version: "3.0", source: "test", recordedAt: AT } });
  const said = { toolId: 1, statement: "It does.", bearing: "RAISES", reportedOn: new Date("2026-06-30"), recordedAt: AT } as const;
  await db.claim.create({ data: { ...said, id: 1 } });
});

/** Everything that a ban is and asks, with what is decided of the tool, as one text. */
async function bansAsTheyStand(): Promise<string> {
  const tables = ["ban", "ban_version", "ban_scope_tool", "duty", "obligation", "rollup", "rollup_delta", "exception", "decision"];
  const parts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await pool.query<{ all: string }>(
        `SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)), '[]')::text AS all FROM ${table} t`,
      );
      return `${table} ${rows[0]?.all}`;
    }),
  );
  return parts.join("\n");
}

test("a fix, a fixed finding and trust that is restored change no ban: not its status, not its scope, not what it asks of people", async () => {
  const [officer, approver] = [await newOfficer(), await newApprover()];
  const before = await bansAsTheyStand();
  expect(before).toContain('"state": "INSTALLED"');
  const draft = {
    tool: "t",
    title: "It does",
    summary: "It does.",
    behaviour: "COVERT_CHANNEL",
    versionRange: "vers:npm/<3.0.0",
    claims: [1],
  };
  const { id } = await createFinding(officer.viewer, createFindingSchema.parse(draft), AT);
  await changeStatus(officer.viewer, { id, status: "AFFECTED", action: "Update.", ...SAID }, AT);
  await changeFix(officer.viewer, { id, fix: "UNCONFIRMED", candidates: ["3.0"], ...SAID }, AT);
  await editFinding(officer.viewer, { id, changes: { versionRange: "vers:npm/<2.0.0" } }, AT);
  await db.release.create({ data: { toolId: 1, kind: "NPM", version: "3.0.0", source: "test", recordedAt: AT } });
  await changeFix(officer.viewer, { id, fix: "CONFIRMED", version: "3.0.0", candidates: [], ...SAID }, AT);
  await changeStatus(officer.viewer, { id, status: "FIXED", ...SAID }, AT);
  const { id: restorationId } = await proposeTrust(officer.viewer, { id, reason: "It is fixed and audited." }, AT);
  await settleTrust(approver.viewer, { id, restorationId, outcome: "accept", reason: "The audit convinces." }, AT);
  expect(await db.finding.findUnique({ where: { id }, select: { status: true } })).toEqual({ status: "FIXED" });
  expect(await bansAsTheyStand()).toBe(before);
});
