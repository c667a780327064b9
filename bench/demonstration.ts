import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { applyMigrations } from "../scripts/apply-migrations.ts";
import { writeDemoFile } from "../scripts/demo-file.ts";
import { setDemonstrationClock } from "../scripts/environment.ts";
import { anyFreePort } from "../scripts/free-port.ts";
import { removeCluster, startCluster } from "../scripts/postgres/cluster.ts";
import { startServer } from "../scripts/server.ts";
import { atEnd } from "../scripts/shutdown.ts";
import { step } from "../scripts/steps.ts";
import { temporaryFolder } from "../scripts/temporary-folder.ts";
import { childrenOf } from "./processes.ts";

export type Demonstration = {
  people: number;
  baseUrl: string;
  /** As administrator of the database server. */
  admin: pg.Client;
  databaseUrl: string;
  databaseLog: string;
  serverProcess: number;
  databaseProcess: number;
  accounts: { role: string; email: string; password: string }[];
  tokens: { inventory: string };
  stop(): Promise<void>;
};

async function newChild<T>(start: () => Promise<T>): Promise<[T, number]> {
  const before = new Set(childrenOf(process.pid).map(({ pid }) => pid));
  const started = await start();
  // The shell that stops the database with its parent came with it.
  const child = childrenOf(process.pid).find(({ pid, name }) => !before.has(pid) && name !== "sh");
  if (!child) throw new Error("The process that was started is not there.");
  return [started, child.pid];
}

/** What has to be put in order, the last first: by whoever is done, or when the command ends before. */
function cleanUps(): { add(cleanUp: () => unknown): void; run(): Promise<void> } {
  const left: (() => unknown)[] = [];
  const run = async () => {
    for (const cleanUp of left.splice(0).reverse()) await cleanUp();
  };
  atEnd(run);
  return { add: (cleanUp) => left.push(cleanUp), run };
}

/** The application as `npm run demo` runs it, with so many people, on a database of its own that is gone afterwards. */
export async function startDemonstration(people: number): Promise<Demonstration> {
  const dir = temporaryFolder("bench");
  const end = cleanUps();
  end.add(() => rmSync(dir, { recursive: true, force: true }));
  const [cluster, databaseProcess] = await newChild(() => startCluster({ dir }));
  end.add(async () => {
    await cluster.stop();
    await removeCluster(dir);
  });
  await applyMigrations(cluster.url);
  const { accounts, tokens } = await step(`Loading the scenario (${people.toLocaleString("en")} people)`, async () => {
    const { loadScenario } = await import("../prisma/seed/scenario.ts");
    return loadScenario({ databaseUrl: cluster.url, people, log: () => {} });
  });
  const admin = new pg.Client({ connectionString: cluster.adminUrl("interdict") });
  await admin.connect();
  end.add(() => admin.end());
  await admin.query("CHECKPOINT");

  const port = await anyFreePort();
  const baseUrl = `http://localhost:${port}`;
  writeDemoFile(join(dir, "demo.json"), { url: baseUrl, accounts, tokens });
  setDemonstrationClock(join(dir, "clock.json"));
  const [server, serverProcess] = await newChild(() =>
    startServer({
      mode: "start",
      host: "127.0.0.1",
      port,
      environment: {
        DATABASE_URL: cluster.url,
        NEXTAUTH_URL: baseUrl,
        NEXTAUTH_SECRET: "a secret for benchmarks only, nothing it signs leaves them",
        DEMO_FILE: join(dir, "demo.json"),
        CLOCK_FILE: join(dir, "clock.json"),
      },
      logFile: join(dir, "server.log"),
    }),
  );
  end.add(server.stop);
  return {
    people,
    baseUrl,
    admin,
    databaseUrl: cluster.url,
    databaseLog: join(dir, "postgres.log"),
    serverProcess,
    databaseProcess,
    accounts,
    tokens,
    stop: end.run,
  };
}
