import pg from "pg";
import { loadShippedCatalogue } from "../../scripts/load-catalogue.ts";
import { loadShippedTables } from "../../scripts/load-tables.ts";
import { type Account, listAccounts, loadTokens, newPassword, type Tokens } from "./access.ts";
import { loadSources } from "./agents.ts";
import { loadAttestations } from "./attestations.ts";
import { createAudit, writeAudit } from "./audit.ts";
import { loadBans } from "./ban.ts";
import { loadCalendar } from "./calendar.ts";
import { createChance } from "./chance.ts";
import { loadClasses } from "./classes.ts";
import { createBusyMoment, loadClaudeCode } from "./claude-code.ts";
import { loadConfirmations } from "./confirmations.ts";
import { loadDecisions } from "./decisions.ts";
import { createDeliveries, loadDeliveries } from "./deliveries.ts";
import { loadDevices, loadReports } from "./devices.ts";
import { loadNewTool } from "./drift.ts";
import { loadExceptions, spareTheCast } from "./exceptions.ts";
import { loadFindings } from "./findings.ts";
import { createPoints, loadHistory } from "./history.ts";
import { loadHygiene } from "./hygiene.ts";
import { loadOrdinaryInstallations } from "./installations.ts";
import { loadLedger } from "./ledger.ts";
import { loadBanNotices } from "./notices.ts";
import { loadEndedObligations, loadExceptedObligations, loadObligations, loadSuspendedObligations } from "./obligations.ts";
import { loadTeamManagers, loadTeams, planTeams } from "./organisation.ts";
import { loadPeople } from "./people.ts";
import { castPersonas } from "./personas.ts";
import { loadQoder } from "./qoder.ts";
import { loadReleases } from "./releases.ts";
import { loadRequests } from "./requests.ts";
import { SCENARIO_NOW } from "./scenario-time.ts";
import { loadVendorEvents } from "./vendor-events.ts";

export const FEWEST_PEOPLE = 60;

export type Scenario = { databaseUrl: string; people?: number; log: (step: string, seconds: number) => void };
export type Loaded = { accounts: Account[]; tokens: Tokens };

/**
 * Loads the July ban of Meridian Group into an empty, migrated database: the same company every time, apart from password and tokens.
 * All of it in one transaction: a load that is stopped leaves nothing behind but the catalogue.
 */
export async function loadScenario({ databaseUrl, people = 124_000, log }: Scenario): Promise<Loaded> {
  if (!Number.isInteger(people) || people < FEWEST_PEOPLE) throw new Error(`The scenario needs at least ${FEWEST_PEOPLE} people.`);
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const since = performance.now();
    const result = await work();
    log(name, (performance.now() - since) / 1000);
    return result;
  };
  const db = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, application_name: "interdict-scenario" });
  await db.connect();
  try {
    await refuseUnlessEmpty(db);
    await step("Catalogue of AI tools", () => loadShippedCatalogue(databaseUrl, new Date("2026-01-05T09:00:00+08:00")));
    await step("Decision tables", () => loadShippedTables(databaseUrl, new Date("2026-01-05T09:00:00+08:00")));
    await db.query("BEGIN");
    const loaded = await tell(db, people, step);
    await step("Writing it for good", () => db.query("COMMIT"));
    // Outside of a transaction: marks every row as settled, so that the first readers need not.
    await step("Statistics for the planner", () => db.query("VACUUM (ANALYZE)"));
    return loaded;
  } finally {
    // Ends the transaction too, if it is still open.
    await db.end();
  }
}

async function refuseUnlessEmpty(db: pg.Client): Promise<void> {
  const { rows } = await db.query("SELECT FROM person UNION ALL SELECT FROM device UNION ALL SELECT FROM software LIMIT 1");
  if (rows.length > 0)
    throw new Error("This database already holds people or devices. The scenario loads into an empty one; start again with --reset.");
}

type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

async function tell(db: pg.Client, people: number, step: Step): Promise<Loaded> {
  await db.query("SET LOCAL work_mem = '128MB'");
  await db.query("SET LOCAL maintenance_work_mem = '256MB'");
  await db.query("SET LOCAL temp_buffers = '64MB'");
  await createChance(db);
  await createBusyMoment(db);
  await createAudit(db);
  await createDeliveries(db);
  const { password, hash } = await newPassword();
  const teams = planTeams(people);
  const cast = castPersonas(teams);

  await step("Teams", () => loadTeams(db, teams));
  await step("People", () => loadPeople(db, cast, hash));
  await step("Managers", () => loadTeamManagers(db));
  const { tokens, inventoryTokenId } = await step("Roles and tokens", () => loadTokens(db, cast));
  await step("Decisions", () => loadDecisions(db, cast));
  await step("Requests for tools", () => loadRequests(db, cast));
  await step("What happened with vendors", () => loadVendorEvents(db, cast));
  await step("What is said about tools", () => loadLedger(db, cast));
  await step("Classes of tools", () => loadClasses(db, cast));
  await step("Findings", () => loadFindings(db, cast));
  await step("Hygiene, dependency and reviews", () => loadHygiene(db, cast));
  await step("Devices", async () => {
    await loadSources(db);
    await loadDevices(db, people, cast);
  });
  const entries = await step("Installed software", () => loadOrdinaryInstallations(db));
  await step("Claude Code, before and after the notice", () => loadClaudeCode(db, entries, cast));
  await step("Qoder", () => loadQoder(db));
  await step("Releases of Claude Code", () => loadReleases(db, cast));
  await spareTheCast(db, cast);
  await step("Reports and how many devices hold each tool", async () => {
    await loadReports(db);
    await db.query("ANALYZE installation");
    await db.query("SELECT refresh_tool_presence(NULL, $1)", [SCENARIO_NOW]);
  });
  await step("Calendar, seats and workflows", () => loadCalendar(db, cast, people));
  await step("Bans and what people said", async () => {
    await loadBans(db, cast);
    await loadNewTool(db, cast);
    await loadEndedObligations(db);
    await loadAttestations(db);
    await loadConfirmations(db, cast);
    await createPoints(db);
    await db.query("ANALYZE attestation, ban, ban_version, ban_scope_tool, duty");
  });
  await step("Everybody's obligations", async () => {
    await loadSuspendedObligations(db);
    await loadExceptions(db, cast);
    await loadExceptedObligations(db);
    await loadObligations(db);
  });
  await step("Sums per team, hour by hour", () => loadHistory(db));
  await step("Deliveries, the audit log and notices", async () => {
    await loadDeliveries(db, cast, people, inventoryTokenId);
    await writeAudit(db);
    await loadBanNotices(db, cast);
  });
  return { accounts: await listAccounts(db, cast, password), tokens };
}
