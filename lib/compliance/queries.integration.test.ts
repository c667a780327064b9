import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { burnDown } from "@/lib/compliance/burn-down/queries";
import { attestRemoval } from "@/lib/compliance/commands";
import { banBlindSpots, banHeadline, ownOpenObligation, personDuties, runningBans } from "@/lib/compliance/queries";
import { banObligations } from "@/lib/compliance/rows/queries";
import { banTeamsSchema, obligationsSchema } from "@/lib/compliance/schema";
import { foldRollups, startSweeps, sweepDue } from "@/lib/compliance/sweep";
import { banTeams, teamPage } from "@/lib/compliance/teams/queries";
import { layCompany } from "@/lib/compliance/testing-company";
import { personId } from "@/lib/compliance/testing-database";
import { at } from "@/lib/compliance/testing-histories";
import { db, pool } from "@/lib/db";

const NOW = at(6_000);
let officer: Viewer;
let manager: Viewer;
let stranger: Viewer;
let owner: Viewer;

beforeAll(async () => {
  ({ officer, manager, stranger } = await layCompany(NOW));
  owner = { ...stranger, personId: personId(0) };
});

describe("a ban's first line", () => {
  test("counts everybody once, folded or not", async () => {
    const before = await banHeadline(officer, 1, null, NOW);
    expect(before?.duties.map(({ kind }) => kind)).toEqual(["UNINSTALL", "STOP_USE"]);
    expect(before?.duties[0]?.headline).toMatchObject({
      left: 2,
      stillFound: 1,
      cleared: 1,
      checking: 1,
      exempt: 1,
      notSeen: 1,
      of: 5,
      total: 6,
    });
    expect(await foldRollups(NOW)).toBeGreaterThan(0);
    expect(await foldRollups(NOW)).toBe(0);
    expect(await banHeadline(officer, 1, null, NOW)).toEqual(before);
  });

  test("a manager sees their subtree, and nothing of a team that is not theirs", async () => {
    expect((await banHeadline(manager, 1, null, NOW))?.duties[0]?.headline.total).toBe(4);
    expect((await banHeadline(manager, 1, 4, NOW))?.duties[0]?.headline.total).toBe(2);
    expect(await banHeadline(manager, 1, 3, NOW)).toBeNull();
    await expect(banHeadline(stranger, 1, null, NOW)).rejects.toThrow("forbidden");
    expect(await banHeadline(officer, 99, null, NOW)).toBeNull();
    expect(await runningBans(manager, 8, NOW)).toEqual([await banHeadline(manager, 1, null, NOW)]);
  });

  test("names what no source can see", async () => {
    expect(await banBlindSpots(officer, 1)).toEqual([]);
    await pool.query(
      "INSERT INTO identifier (id, tool_id, kind, value, match_value, confidence, source) VALUES (99, 1, 'DEB', 'deb', 'deb', 'HIGH', 't')",
    );
    await pool.query("UPDATE source SET enabled = false WHERE id = 1");
    expect(await banBlindSpots(officer, 1)).toEqual([]);
    await pool.query("UPDATE source SET enabled = false WHERE id = 2");
    expect(await banBlindSpots(officer, 1)).toEqual([{ platform: "LINUX", kinds: ["NPM", "DEB", "VSCODE"] }]);
    await pool.query("UPDATE source SET enabled = id < 4; DELETE FROM identifier WHERE id = 99");
  });
});

describe("teams", () => {
  const ask = (viewer: Viewer, query: object) => banTeams(viewer, 1, banTeamsSchema.parse(query), NOW);

  test("open level by level, with the sums of their subtrees", async () => {
    expect((await ask(officer, {}))?.rows).toMatchObject([
      { id: 1, level: 0, hasChildren: true, headline: { total: 6, left: 2 }, lastDays: [null, null, null, null, 2] },
    ]);
    const below = await ask(officer, { parent: "1", sort: "total", dir: "desc" });
    expect(below?.rows.map(({ id, headline }) => [id, headline.total])).toEqual([
      [2, 4],
      [3, 2],
    ]);
    expect(below?.above).toEqual([{ id: 1, name: "Team 1" }]);
    expect((await ask(officer, { parent: "4" }))?.rows).toEqual([]);
  });

  test("are sorted, found by name and paged", async () => {
    const page = await ask(officer, { q: "team", sort: "name", dir: "asc", size: "3", page: "2" });
    expect(page?.rows.map(({ name }) => name)).toEqual(["Team 4", "Team 5", "Team 6"]);
    expect(page?.total).toBe(7);
  });

  test("begin for a manager with what they manage", async () => {
    expect((await ask(manager, {}))?.rows.map(({ id }) => id)).toEqual([2]);
    expect((await ask(manager, { parent: "2" }))?.rows.map(({ id }) => id).toSorted()).toEqual([4, 5]);
    expect(await ask(manager, { parent: "3" })).toBeNull();
    expect((await ask(manager, { q: "Team 6" }))?.rows).toEqual([]);
  });
});

describe("rows behind a number", () => {
  const ask = (viewer: Viewer, query: object) => banObligations(viewer, 1, obligationsSchema.parse(query), NOW);
  const names = async (viewer: Viewer, query: object) => (await ask(viewer, query)).items.map((row) => row.person?.name);

  test("come worst first, page by page, with the evidence", async () => {
    const first = await ask(officer, { limit: "4" });
    const second = await ask(officer, { limit: "4", cursor: first.next ?? "" });
    expect(second.next).toBeNull();
    const rows = [...first.items, ...second.items];
    expect(rows.map(({ state }) => state)).toEqual(["INSTALLED", "INSTALLED", "UNKNOWN", "STATED", "NOT_AFFECTED", "EXCEPTED"]);
    expect(rows[0]).toMatchObject({
      group: "due",
      person: { name: "Person 101" },
      device: { state: "INSTALLED", version: "1.0.0", path: "/", foundAt: at(5_990), scanMinutes: 240 },
    });
    expect(rows[2]).toMatchObject({ reason: "NO_DEVICE", device: null, devices: [] });
    expect(rows[5]?.exceptionUntil).toEqual(at(9_000));
  });

  test("are filtered by state, flag, team and name", async () => {
    expect(await names(officer, { state: "INSTALLED" })).toEqual(["Person 101", "Person 104"]);
    expect(await names(officer, { state: "STATED,UNKNOWN" })).toEqual(["Person 103", "Person 105"]);
    expect(await names(officer, { flag: "contradicted" })).toEqual(["Person 104"]);
    expect(await names(officer, { flag: "overdue" })).toEqual([]);
    expect(await names(officer, { team: "3" })).toEqual(["Person 104", "Person 105"]);
    expect(await names(officer, { q: "person 10", team: "2", state: "UNKNOWN" })).toEqual(["Person 103"]);
  });

  test("are those of the viewer's own teams", async () => {
    expect((await ask(manager, {})).items).toHaveLength(4);
    expect((await ask(manager, { team: "3" })).items).toEqual([]);
  });
});

test("a team's page groups its people by what is asked of them", async () => {
  const page = await teamPage(manager, 2, null, NOW);
  expect(page).toMatchObject({ ban: { code: "BAN-1" }, kind: "UNINSTALL", headline: { left: 1, total: 4 } });
  expect(page?.groups.map(({ group, count, rows }) => [group, count, rows.length])).toEqual([
    ["overdue", 0, 0],
    ["still-found", 0, 0],
    ["due", 1, 1],
    ["checking", 0, 0],
    ["not-seen", 1, 1],
    ["cleared", 1, 1],
    ["exempt", 1, 1],
  ]);
  expect(await teamPage(manager, 3, 1, NOW)).toBeNull();
  const late = await teamPage(officer, 1, 1, at(20_000));
  expect(late?.groups.slice(0, 3).map(({ group, count, rows }) => [group, count, rows.length])).toEqual([
    ["overdue", 1, 1],
    ["still-found", 1, 1],
    ["due", 0, 0],
  ]);
});

test("the burn-down begins at the publication, ends now, and has no forecast in the first hours", async () => {
  const drawn = await burnDown(officer, 1, null, NOW);
  expect(drawn?.points).toEqual([
    { at: at(5_000), left: 2 },
    { at: NOW, left: 2 },
  ]);
  expect(drawn?.scope).toEqual([{ at: at(5_000), total: 3 }]);
  expect(drawn?.forecast).toBeNull();
  expect(drawn?.plan[0]).toEqual({ at: at(5_000), left: 2 });
  expect(await burnDown(manager, 1, 3, NOW)).toBeNull();
});

describe("a person", () => {
  test("sees what they owe and where it was found", async () => {
    const duties = await personDuties(owner, personId(0), NOW);
    expect(duties.map(({ kind, group }) => [kind, group])).toEqual([
      ["STOP_USE", "due"],
      ["UNINSTALL", "due"],
    ]);
    expect(duties[0]).toMatchObject({
      code: "BAN-1",
      tools: [{ slug: "t" }],
      devices: [{ state: "INSTALLED", version: "1.0.0", foundAt: at(5_990) }],
    });
    expect(await personDuties(officer, personId(0), NOW)).toHaveLength(2);
    expect(await ownOpenObligation(owner, 1)).toBe(duties[0]?.obligationId);
    expect(await ownOpenObligation(owner, 2)).toBeNull();
    expect(await personDuties(manager, personId(3), NOW)).toEqual([]);
    await expect(personDuties(stranger, personId(0), NOW)).rejects.toThrow("forbidden");
  });

  test("says that it is gone: kept, recorded and weighed at once, and the numbers follow", async () => {
    const later = at(6_010);
    const said = await attestRemoval(owner, { banId: 1, note: "By the store", wording: "I have removed T." }, later);
    expect(said.states.map(({ state }) => state)).toEqual(["STATED", "STATED"]);
    expect((await banHeadline(officer, 1, 4, later))?.duties[0]?.headline).toMatchObject({ left: 0, checking: 1 });
    const event = await db.auditEvent.findFirst({
      where: { action: "removal.attested" },
      select: { personId: true, subjectId: true, at: true },
    });
    expect(event).toEqual({ personId: personId(0), subjectId: "BAN-1", at: later });
  });

  test("found again: contradicted; a newer report without it: proved", async () => {
    const { rows } = await pool.query<{ id: number }>("SELECT id FROM device WHERE owner_person_id = $1", [personId(0)]);
    const id = rows[0]?.id;
    await pool.query("UPDATE report SET collected_at = $2 WHERE device_id = $1", [id, at(6_020)]);
    await pool.query("SELECT reevaluate_devices(ARRAY[$1::int], $2)", [id, at(6_021)]);
    expect((await personDuties(owner, personId(0), at(6_021)))[0]).toMatchObject({
      state: "INSTALLED",
      contradicted: true,
      group: "still-found",
    });
    await pool.query("UPDATE installation SET gone_at = $2, last_seen_at = $3 WHERE device_id = $1", [id, at(6_030), at(6_020)]);
    await pool.query("UPDATE report SET collected_at = $2 WHERE device_id = $1", [id, at(6_030)]);
    await pool.query("SELECT reevaluate_devices(ARRAY[$1::int], $2)", [id, at(6_031)]);
    expect((await personDuties(owner, personId(0), at(6_031)))[0]).toMatchObject({
      state: "PROVED",
      contradicted: false,
      group: "cleared",
    });
  });

  test("cannot speak for a device of somebody else, nor under a ban that does not bind them", async () => {
    await expect(attestRemoval(owner, { banId: 1, deviceId: 9_999 }, NOW)).rejects.toThrow("not-found");
    await expect(attestRemoval(stranger, { banId: 1 }, NOW)).rejects.toThrow("not-found");
    await expect(attestRemoval(owner, { banId: 77 }, NOW)).rejects.toThrow("not-found");
  });
});

test("evidence that goes stale is found by the sweep, and sweeping stops when told", async () => {
  expect(await sweepDue(at(6_040))).toBe(0);
  expect(await sweepDue(at(7_000))).toBeGreaterThan(0);
  expect(await sweepDue(at(7_000))).toBe(0);
  const stop = startSweeps();
  await stop();
});

test("two who bring evidence of one person at once do not overwrite each other", async () => {
  const [one, two] = [await pool.connect(), await pool.connect()];
  try {
    const id = personId(1);
    await Promise.all([one.query("BEGIN"), two.query("BEGIN")]);
    await one.query("INSERT INTO attestation (ban_id, person_id, wording, attested_at) VALUES (1, $1, '', $2)", [id, at(7_010)]);
    await one.query("SELECT reevaluate_people(ARRAY[$1::int], $2)", [id, at(7_010)]);
    await two.query(
      "INSERT INTO installation (device_id, software_id, source_id, path_key, first_seen_at, last_seen_at, path) SELECT id, 1, 2, 0, $2, $2, '/' FROM device WHERE owner_person_id = $1",
      [id, at(7_020)],
    );
    const second = two.query("SELECT reevaluate_people(ARRAY[$1::int], $2)", [id, at(7_020)]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await one.query("COMMIT");
    await second;
    await two.query("COMMIT");
    expect((await personDuties({ ...owner, personId: id }, id, at(7_020)))[0]).toMatchObject({ state: "INSTALLED", contradicted: true });
  } finally {
    one.release();
    two.release();
  }
});

test("a ban that is over asks nothing more, and its numbers stay as they stood", async () => {
  const before = await banHeadline(officer, 1, null, at(7_020));
  await pool.query("UPDATE ban SET status = 'LIFTED', ended_at = $1, ended_by_id = 2, end_reason = 'x' WHERE id = 1", [at(7_030)]);
  await expect(attestRemoval(owner, { banId: 1 }, at(7_040))).rejects.toThrow("conflict");
  expect(await personDuties(owner, personId(0), at(7_040))).toEqual([]);
  expect(await sweepDue(at(20_000))).toBe(0);
  expect((await banHeadline(officer, 1, null, at(20_000)))?.duties.map(({ counts }) => counts)).toEqual(
    before?.duties.map(({ counts }) => counts),
  );
  expect((await burnDown(officer, 1, null, at(20_000)))?.points.at(-1)?.at).toEqual(at(7_030));
});
