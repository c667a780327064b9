import { applyMigrations } from "./apply-migrations.ts";
import { type DemoArguments, demoArguments } from "./arguments.ts";
import { buildApplication } from "./build.ts";
import { type DataFolder, emptyDataFolder, openDataFolder } from "./data-folder.ts";
import { type DemoFile, demoInWords, readDemoFile, writeDemoFile } from "./demo-file.ts";
import { addressAt, host, runDemonstrationClock } from "./environment.ts";
import { nextFreePort } from "./free-port.ts";
import { type Cluster, startCluster } from "./postgres/cluster.ts";
import { emptyDatabase, isUntouched } from "./postgres/empty.ts";
import { readIfThere, writePrivateFile } from "./private-file.ts";
import { PortTaken, type Server, startServer } from "./server.ts";
import { atEnd, endCommand, isStopping, runCommand } from "./shutdown.ts";
import { say, sayPart, step } from "./steps.ts";

type Access = Omit<DemoFile, "url">;

async function startDatabase({ dir }: DataFolder): Promise<Cluster> {
  const cluster = await step("Starting PostgreSQL", () =>
    startCluster({
      dir,
      say,
      onGone(reason) {
        say(`The database is gone: ${reason}`);
        void endCommand(1);
      },
    }),
  );
  atEnd(() => step("Stopping PostgreSQL", cluster.stop));
  return cluster;
}

/** demo.json is written when everything is loaded. A database without it is what a start that broke off left behind. */
async function load(cluster: Cluster, folder: DataFolder, people: number): Promise<Access> {
  if (!(await isUntouched(cluster))) {
    say("An earlier start broke off while it was loading; beginning anew.");
    await emptyDatabase(cluster);
  }
  await step("Preparing the database", () => applyMigrations(cluster.url));
  const loaded = await step(`Loading the scenario (${people.toLocaleString("en")} people)`, async () => {
    const { loadScenario } = await import("../prisma/seed/scenario.ts");
    return loadScenario({ databaseUrl: cluster.url, people, log: sayPart });
  });
  const { accounts, tokens } = loaded;
  writePrivateFile(folder.file("people"), `${people}\n`);
  writeDemoFile(folder.file("demo.json"), { url: "", accounts, tokens });
  return { accounts, tokens };
}

async function keep(cluster: Cluster, folder: DataFolder, { people, isPeopleGiven }: DemoArguments): Promise<void> {
  const held = Number(readIfThere(folder.file("people")));
  const inWords = (count: number) => count.toLocaleString("en");
  if (isPeopleGiven && people !== held) {
    say(`This folder already holds ${inWords(held)} people and keeps them. To load ${inWords(people)}, add --reset.`);
  }
  await step("Checking the database", () => applyMigrations(cluster.url));
}

async function serve(cluster: Cluster, folder: DataFolder, firstPort: number): Promise<{ server: Server; port: number }> {
  let port = await nextFreePort(firstPort, host());
  if (port !== firstPort) say(`Port ${firstPort} is taken; using ${port}.`);
  for (;;) {
    const environment = {
      DATABASE_URL: cluster.url,
      NEXTAUTH_SECRET: folder.secret(),
      NEXTAUTH_URL: addressAt(port),
      DEMO_FILE: folder.file("demo.json"),
      CLOCK_FILE: folder.file("clock.json"),
    };
    const options = { mode: "start", host: host(), port, environment, logFile: folder.file("server.log") } as const;
    try {
      const server = await step("Starting the server", () =>
        startServer({ ...options, onError: (line) => say(`server: ${line.slice(0, 300)}`) }),
      );
      return { server, port };
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      const taken = port;
      port = await nextFreePort(port + 1, host());
      say(`Port ${taken} was taken a moment ago; using ${port}.`);
    }
  }
}

await runCommand(async () => {
  const given = demoArguments(process.argv.slice(2));
  const folder = openDataFolder(given.dir, "demonstration");
  if (given.reset) await step("Forgetting the earlier demonstration", () => emptyDataFolder(folder));

  const demoFile = folder.file("demo.json");
  const cluster = await startDatabase(folder);
  const earlier = readDemoFile(demoFile);
  if (earlier) await keep(cluster, folder, given);
  const { accounts, tokens } = earlier ?? (await load(cluster, folder, given.people));
  await buildApplication();
  atEnd(runDemonstrationClock(folder.file("clock.json")));

  const { server, port } = await serve(cluster, folder, given.port);
  atEnd(() => step("Stopping the server", server.stop));
  const content = { url: addressAt(port), accounts, tokens };
  writeDemoFile(demoFile, content);

  const began = Number(process.env.INTERDICT_BEGAN) || Date.now();
  console.log(`\n${demoInWords(content).join("\n")}\n`);
  console.log(
    `Ready after ${((Date.now() - began) / 1000).toFixed(1)} s. All of this is in ${demoFile}; the server's log is beside it. Ctrl-C stops.`,
  );

  const reason = await server.ended;
  if (isStopping()) return;
  say(`The server stopped by itself (${reason}). Its log: ${folder.file("server.log")}`);
  await endCommand(1);
});
