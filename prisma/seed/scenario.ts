import pg from "pg";
import { loadSources } from "./agents.ts";
import { createChance } from "./chance.ts";
import { loadDevices } from "./devices.ts";
import { loadOrdinaryInstallations } from "./installations.ts";
import { loadTeamManagers, loadTeams, planTeams } from "./organisation.ts";
import { loadPeople } from "./people.ts";
import { castPersonas } from "./personas.ts";

export async function loadScenario({ databaseUrl, people = 124_000, log }: { databaseUrl: string; people?: number; log: (step: string, seconds: number) => void }) {
  const db = new pg.Client({ connectionString: databaseUrl, application_name: "interdict-scenario" });
  await db.connect();
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    log(name, (performance.now() - began) / 1000);
    return result;
  };
  try {
    await db.query("BEGIN");
    await createChance(db);
    const teams = planTeams(people);
    const cast = castPersonas(teams);
    await step("teams", () => loadTeams(db, teams));
    await step("people", () => loadPeople(db, cast, "x"));
    await step("managers", () => loadTeamManagers(db));
    await step("sources", () => loadSources(db));
    await step("devices", () => loadDevices(db, people, cast));
    await step("installations", () => loadOrdinaryInstallations(db));
    await db.query("COMMIT");
  } finally {
    await db.end();
  }
}
