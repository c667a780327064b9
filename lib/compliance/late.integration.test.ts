import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { burnDown } from "@/lib/compliance/burn-down/queries";
import { banHeadline } from "@/lib/compliance/queries";
import { banObligations } from "@/lib/compliance/rows/queries";
import { banTeamsSchema, obligationsSchema } from "@/lib/compliance/schema";
import { banTeams, teamPage } from "@/lib/compliance/teams/queries";
import { type Company, layCompany } from "@/lib/compliance/testing-company";
import { at } from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";

const NOW = at(6_000);
let company: Company;

beforeAll(async () => {
  company = await layCompany(NOW);
});

test("the first line counts who is late by their own date, and so do the rows and the teams", async () => {
  const { officer, manager } = company;
  const setTeams = async (teams: object[]) => {
    await pool.query(
      `WITH open AS MATERIALIZED (SELECT set_config('interdict.publishing', '1', false)) UPDATE duty SET team_deadlines = $1 FROM open WHERE id = 2`,
      [JSON.stringify(teams)],
    );
    await pool.query("SELECT reevaluate_ban(1, $1)", [NOW]);
  };
  // Half of the company has a date that is past now, as the duty's own is not.
  await setTeams([{ teamId: 2, deadlineLocal: "2026-07-03T00:00", deadlineZone: "UTC" }]);
  const late = async (viewer: Viewer, team: number | null) => (await banHeadline(viewer, 1, team, NOW))?.duties[0];
  const flagged = async (flag: string) => (await banObligations(officer, 1, obligationsSchema.parse({ flag }), NOW)).items.length;
  expect(await late(officer, null)).toMatchObject({ isPast: false, headline: { left: 2, overdue: 1, unproved: 1 } });
  expect(await late(manager, null)).toMatchObject({ isPast: true, deadlineAt: new Date("2026-07-03"), headline: { overdue: 1 } });
  expect(await late(officer, 3)).toMatchObject({ isPast: false, headline: { overdue: 0, unproved: 0 } });
  expect([await flagged("overdue"), await flagged("unproved")]).toEqual([1, 1]);
  const rows = (await banTeams(officer, 1, banTeamsSchema.parse({ parent: "1", sort: "name", dir: "asc" }), NOW))?.rows;
  expect(rows?.map(({ id, deadlineAt, headline }) => [id, deadlineAt, headline.overdue])).toEqual([
    [2, new Date("2026-07-03"), 1],
    [3, new Date("2026-07-10"), 0],
  ]);
  expect(
    (await teamPage(officer, 2, 1, NOW))?.groups
      .filter(({ count }) => count > 0)
      .map(({ group, count, rows }) => [group, count, rows.length]),
  ).toEqual([
    ["overdue", 1, 1],
    ["not-seen", 1, 1],
    ["cleared", 1, 1],
    ["exempt", 1, 1],
  ]);
  expect((await burnDown(officer, 1, 2, NOW))?.cutoff).toEqual(new Date("2026-07-03"));
  // And when the duty's own date is past, whose is later is not late.
  const later = at(20_000);
  await setTeams([{ teamId: 2, deadlineLocal: "2026-08-03T00:00", deadlineZone: "UTC" }]);
  expect((await banHeadline(officer, 1, null, later))?.duties[0]?.headline).toMatchObject({
    left: 2,
    overdue: 1,
    stillFound: 1,
    unproved: 1,
  });
  await setTeams([]);
});
