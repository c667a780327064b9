import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyPassword } from "@/lib/auth/password";
import { isWellFormed, tokenHash } from "@/lib/auth/token-format";
import { banContentSchema, banDraftSchema } from "@/lib/bans/schema";
import { db as prisma } from "@/lib/db";
import { evidenceOn } from "@/lib/risk/claims/evidence";
import { citationsFrom, evidenceClaimsOf } from "@/lib/risk/claims/ledger";
import { independentOrigins } from "@/lib/risk/claims/origins";
import { freshDatabase } from "@/scripts/test/database";
import { type Loaded, loadScenario } from "./scenario.ts";

const PEOPLE = 300;
const url = () => process.env.DATABASE_URL ?? "";
let db: pg.Client;
let loaded: Loaded;

beforeAll(async () => {
  loaded = await loadScenario({ databaseUrl: url(), people: PEOPLE, log: () => {} });
  db = new pg.Client({ connectionString: url() });
  await db.connect();
});
afterAll(() => db.end());

const rowsOf = async (sql: string) => (await db.query(sql)).rows;
const oneValue = async (sql: string): Promise<unknown> => Object.values((await rowsOf(sql))[0] ?? {})[0];

test("the company has the size that was asked for", async () => {
  expect(await oneValue("SELECT count(*)::int FROM person")).toBe(PEOPLE);
  expect(await oneValue("SELECT count(*)::int FROM team")).toBe(15);
  expect(await oneValue("SELECT count(*)::int FROM device")).toBe(363);
  expect(await oneValue("SELECT count(*) FILTER (WHERE owner_person_id IS NULL)::int FROM device")).toBe(3);
  expect(await oneValue("SELECT count(*) / 363 FROM installation")).toEqual(expect.stringMatching(/^[6-9]$/));
});

test("every team has a manager who is a member of it or of the team above", async () => {
  const led = "SELECT count(*)::int FROM team JOIN person ON person.id = team.manager_id WHERE person.team_id IN (team.id, team.parent_id)";
  expect(await oneValue(led)).toBe(15);
});

test("nobody is their own manager, and only the head of the group has none", async () => {
  expect(await oneValue("SELECT count(*)::int FROM person WHERE manager_id = id")).toBe(0);
  expect(await oneValue("SELECT count(*)::int FROM person WHERE manager_id IS NULL")).toBe(1);
});

test("everybody and every device without an owner has each duty of the July ban that inventories show once", async () => {
  const owed = (proof: string) =>
    oneValue(`SELECT count(*)::int FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE o.ban_id = 2 AND d.proof = '${proof}'`);
  expect(await owed("INVENTORY")).toBe(2 * (PEOPLE + 3));
  // Whoever closes the accounts, and everybody who leads a team.
  expect(await owed("RECORD")).toBe(1);
  expect(await owed("STATEMENT")).toBe(await oneValue("SELECT count(DISTINCT manager_id)::int FROM team"));
});

test("what is stored is what the rules say at the scenario's moment", async () => {
  const differing = await oneValue(`
    SELECT count(*)::int FROM obligation o JOIN evaluate_ban(2, NULL, NULL, '2026-07-08T15:00+08:00') e
      ON e.duty_id = o.duty_id AND coalesce(e.person_id, -e.device_id) = coalesce(o.person_id, -o.device_id)
    WHERE (e.state, e.contradicted, e.reappeared, e.team_id) <> (o.state, o.contradicted, o.reappeared, o.team_id)
      OR e.reason IS DISTINCT FROM o.reason OR e.next_change_at IS DISTINCT FROM o.next_change_at`);
  expect(differing).toBe(0);
});

const COUNTS = [
  ...["INSTALLED", "UNKNOWN", "STATED", "PROVED", "NOT_AFFECTED", "EXCEPTED"].map((state) => `sum((state = '${state}')::int)`),
  "sum(contradicted::int)",
  "sum(reappeared::int)",
];
const FOLDED = "r.installed, r.unknown, r.stated, r.proved, r.not_affected, r.excepted, r.contradicted, r.reappeared";

test("the sums per team equal a recount, and the last hour of the history equals them", async () => {
  const recount = `SELECT o.duty_id, top.id AS team_id, ${COUNTS.join(", ")}
    FROM team top JOIN team t ON t.path <@ top.path JOIN obligation o ON o.team_id = t.id GROUP BY 1, 2`;
  const folded = `SELECT r.duty_id, r.team_id, ${FOLDED} FROM rollup r`;
  const last = `SELECT DISTINCT ON (r.duty_id, r.team_id) r.duty_id, r.team_id, ${FOLDED} FROM rollup_history r ORDER BY r.duty_id, r.team_id, r.hour DESC`;
  expect(await rowsOf(`(${recount}) EXCEPT (${folded})`)).toEqual([]);
  expect(await rowsOf(`(${folded}) EXCEPT (${recount})`)).toEqual([]);
  expect(await rowsOf(`(${folded}) EXCEPT (${last})`)).toEqual([]);
  expect(await oneValue("SELECT count(*)::int FROM rollup_delta")).toBe(0);
});

test("the history begins at the notice, loses nobody on the way and never counts below nothing", async () => {
  const members = "installed + unknown + stated + proved + not_affected + excepted";
  expect(await oneValue("SELECT min(hour) FROM rollup_history JOIN duty ON duty.id = duty_id WHERE ban_id = 2")).toEqual(
    new Date("2026-07-03T01:00:00Z"),
  );
  expect(await rowsOf(`SELECT team_id FROM rollup_history GROUP BY duty_id, team_id HAVING min(${members}) <> max(${members})`)).toEqual(
    [],
  );
  expect(
    await rowsOf("SELECT FROM rollup_history WHERE least(installed, unknown, stated, proved, not_affected, contradicted, reappeared) < 0"),
  ).toEqual([]);
});

test("the people of the story stand where the story has them", async () => {
  const state = (name: string) =>
    rowsOf(
      `SELECT DISTINCT state, contradicted FROM obligation o JOIN person p ON p.id = o.person_id WHERE ban_id = 2 AND email = '${name}@meridian.example'`,
    );
  expect(await state("liu.yang")).toEqual([{ state: "INSTALLED", contradicted: false }]);
  expect(await state("wang.fang")).toEqual([{ state: "INSTALLED", contradicted: true }]);
  expect(await state("zhang.min")).toEqual([{ state: "NOT_AFFECTED", contradicted: false }]);
});

test("the words of every ban are what the wizard would accept", async () => {
  const bans = await rowsOf("SELECT ban.status, content FROM ban JOIN ban_version ON ban_id = ban.id ORDER BY ban.id");
  expect(bans.map(({ status }) => status)).toEqual(["LIFTED", "PUBLISHED", "IN_REVIEW", "DRAFT", "SUSPENDED", "PUBLISHED"]);
  for (const { status, content } of bans)
    expect((status === "DRAFT" ? banDraftSchema : banContentSchema).safeParse(content).error).toBeUndefined();
  expect(await oneValue("SELECT cutoff_at FROM ban WHERE id = 2")).toEqual(new Date("2026-07-09T16:00:00Z"));
});

test("the ledger as it is stored gives the evidence of its days, and counts what repeats the researcher once", async () => {
  const [{ id } = { id: 0 }] = await rowsOf("SELECT id FROM tool WHERE slug = 'claude-code'");
  const claims = await evidenceClaimsOf(prisma, [id]);
  const days = ["2026-06-29", "2026-06-30", "2026-07-01", "2026-07-08"];
  expect(days.map((day) => evidenceOn(claims, day))).toEqual(["none", "public poc", "active", "active"]);
  const evidence = await rowsOf("SELECT claim_id AS claim, array_agg(source_id) AS sources FROM claim_evidence GROUP BY 1 ORDER BY 1");
  const citations = await citationsFrom(
    prisma,
    evidence.flatMap(({ sources }) => sources),
  );
  const counts = evidence.map(({ claim, sources }) => [claim, independentOrigins(sources, citations).count]);
  // The checks: researcher and vendor. The ban: three newsrooms. Its scope: two of them. Everything else goes back to one.
  expect(counts.filter(([, count]) => count !== 1)).toEqual([
    [3, 2],
    [9, 3],
    [10, 2],
  ]);
});

test("every decision, ban, delivery and statement is in the audit log", async () => {
  const recorded = (action: string) => oneValue(`SELECT count(*)::int FROM audit_event WHERE action = '${action}'`);
  expect(await recorded("decision.made")).toBe(await oneValue("SELECT count(*)::int FROM decision"));
  expect(await recorded("vendor.event-recorded")).toBe(await oneValue("SELECT count(*)::int FROM vendor_event"));
  expect(await recorded("removal.attested")).toBe(await oneValue("SELECT count(*)::int FROM attestation WHERE duty_id IS NULL"));
  expect(await recorded("duty.confirmed")).toBe(await oneValue("SELECT count(*)::int FROM attestation WHERE duty_id IS NOT NULL"));
  expect(await recorded("inventory.imported")).toBe(await oneValue("SELECT count(*)::int FROM import WHERE kind = 'INVENTORY'"));
  expect(await recorded("ban.published")).toBe(4);
});

test("people were told of the bans that bind them, and approvers of the one that waits", async () => {
  expect(
    await rowsOf(
      "SELECT topic, subject_id, person_id IS NULL AS everybody FROM notice WHERE subject_kind = 'ban' ORDER BY topic, subject_id, id",
    ),
  ).toEqual([
    { topic: "ban.lifted", subject_id: "BAN-1", everybody: true },
    ...["BAN-1", "BAN-2", "BAN-5", "BAN-6"].map((subject_id) => ({ topic: "ban.published", subject_id, everybody: true })),
    { topic: "ban.submitted", subject_id: "BAN-3", everybody: false },
    { topic: "ban.submitted", subject_id: "BAN-3", everybody: false },
    { topic: "ban.suspended", subject_id: "BAN-5", everybody: true },
  ]);
});

test("the accounts and tokens that are handed out work, and are stored only as hashes", async () => {
  expect(loaded.accounts).toHaveLength(10);
  const [account] = loaded.accounts;
  expect(
    await verifyPassword(
      account?.password ?? "",
      String(await oneValue("SELECT password_hash FROM person WHERE email = 'liu.yang@meridian.example'")),
    ),
  ).toBe(true);
  for (const token of Object.values(loaded.tokens)) {
    expect(isWellFormed(token)).toBe(true);
    expect(await oneValue(`SELECT count(*)::int FROM api_token WHERE secret_hash = '\\x${tokenHash(token).toString("hex")}'`)).toBe(1);
  }
});

test("holidays, a freeze, seats, workflows and the purpose of machines are there for a blast radius to find", async () => {
  expect(await oneValue("SELECT count(*)::int FROM company_day WHERE country = 'CN' AND is_workday")).toBe(6);
  expect(await oneValue("SELECT count(*)::int FROM company_day WHERE country = 'US' AND day = '2026-07-03'")).toBe(1);
  expect(await oneValue("SELECT count(*)::int FROM change_freeze")).toBe(1);
  expect(await oneValue("SELECT (total > used)::int FROM tool_seats s JOIN tool t ON t.id = s.tool_id WHERE t.slug = 'qoder'")).toBe(1);
  expect(await oneValue("SELECT count(*)::int FROM workflow")).toBe(4);
  expect(
    await oneValue(
      "SELECT count(*)::int FROM device WHERE (purpose = 'CI') IS DISTINCT FROM (host_name LIKE 'ci-runner-%') AND purpose IS NOT NULL AND purpose <> 'SHARED'",
    ),
  ).toBe(0);
});

test("no rule of the database was left switched off", async () => {
  expect(await rowsOf("SELECT conname FROM pg_constraint WHERE NOT convalidated")).toEqual([]);
  expect(await rowsOf("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'")).toEqual([]);
});

test("it is the same company every time", async () => {
  const other = await freshDatabase();
  await loadScenario({ databaseUrl: other.url, people: PEOPLE, log: () => {} });
  const twin = new pg.Client({ connectionString: other.url });
  await twin.connect();
  const digest = `SELECT (SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM (SELECT id, name, email, team_id, country FROM person) p) AS people,
    (SELECT md5(string_agg(o::text, '' ORDER BY id)) FROM obligation o) AS obligations,
    (SELECT md5(string_agg(i::text, '' ORDER BY device_id, software_id, source_id, path_key, first_seen_at)) FROM installation i) AS installations`;
  const [one, two] = [await rowsOf(digest), (await twin.query(digest)).rows];
  await twin.end();
  expect(two).toEqual(one);
});

test("a second load is refused with a sentence and changes nothing", async () => {
  await expect(loadScenario({ databaseUrl: url(), people: PEOPLE, log: () => {} })).rejects.toThrow(
    "This database already holds people or devices.",
  );
  expect(await oneValue("SELECT count(*)::int FROM person")).toBe(PEOPLE);
});

test("a company too small for the story is refused", async () => {
  await expect(loadScenario({ databaseUrl: url(), people: 59, log: () => {} })).rejects.toThrow("at least 60 people");
});
