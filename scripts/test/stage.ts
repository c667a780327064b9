import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDemoFile } from "../demo-file.ts";
import { setDemonstrationClock } from "../environment.ts";
import { anyFreePort } from "../free-port.ts";
import { isRoot } from "../postgres/run-as.ts";
import { startServer } from "../server.ts";
import { atEnd } from "../shutdown.ts";
import { say, sayPart, step } from "../steps.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { copyOf, newDatabase, startTestServer } from "./server.ts";

/** One running application for one worker of the browser tests. `playwright.config.ts` hands it to the tests as their environment. */
export type Stage = { BASE_URL: string; DATABASE_URL: string; DEMO_FILE: string; CLOCK_FILE: string };

const PEOPLE = 300;

/** Applications on databases of their own, so that a test that moves the clock or the data disturbs no test beside it. */
export async function setStages(count: number): Promise<Stage[]> {
  const folder = temporaryFolder("e2e");
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const databases = await step("Starting PostgreSQL for the browser tests", startTestServer);
  atEnd(databases.stop);

  const { url } = await newDatabase(databases);
  const { accounts, tokens } = await step(`Loading the scenario (${PEOPLE} people)`, async () => {
    const { loadScenario } = await import("../../prisma/seed/scenario.ts");
    return loadScenario({ databaseUrl: url, people: PEOPLE, log: sayPart });
  });

  const stages: Stage[] = [];
  for (let worker = 0; worker < count; worker += 1) {
    const dir = join(folder, String(worker));
    mkdirSync(dir, { mode: isRoot() ? 0o711 : 0o700 });
    const port = await anyFreePort();
    const stage: Stage = {
      BASE_URL: `http://localhost:${port}`,
      DATABASE_URL: (await copyOf(databases, url)).url,
      DEMO_FILE: join(dir, "demo.json"),
      CLOCK_FILE: join(dir, "clock.json"),
    };
    writeDemoFile(stage.DEMO_FILE, { url: stage.BASE_URL, accounts, tokens });
    setDemonstrationClock(stage.CLOCK_FILE);
    const { BASE_URL, ...environment } = stage;
    const server = await step(`Starting application ${worker + 1} of ${count}`, () =>
      startServer({
        mode: "start",
        host: "127.0.0.1",
        port,
        environment: { ...environment, NEXTAUTH_URL: BASE_URL, NEXTAUTH_SECRET: "a secret for tests only, nothing it signs leaves them" },
        logFile: join(dir, "server.log"),
        onError: (line) => say(`server: ${line}`),
      }),
    );
    atEnd(server.stop);
    stages.push(stage);
  }
  return stages;
}
