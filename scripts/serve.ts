import { applyMigrations } from "./apply-migrations.ts";
import { Mistake, type StartArguments } from "./arguments.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { addressAt, checkEnvironment, host } from "./environment.ts";
import { linkForFirstAdministrator } from "./first-administrator.ts";
import { isPortFree } from "./free-port.ts";
import { startCluster } from "./postgres/cluster.ts";
import { startServer } from "./server.ts";
import { atEnd, endCommand, isStopping } from "./shutdown.ts";
import { say, step } from "./steps.ts";

async function databaseUrl({ dir }: DataFolder): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (given) return given;
  const onGone = (reason: string) => {
    say(`The database is gone: ${reason}`);
    void endCommand(1);
  };
  const cluster = await step("Starting PostgreSQL", () => startCluster({ dir, say, onGone }));
  atEnd(() => step("Stopping PostgreSQL", cluster.stop));
  return cluster.url;
}

async function loadCatalogue(url: string): Promise<void> {
  const { loadShippedCatalogue, wordsOf } = await import("./load-catalogue.ts");
  for (const words of wordsOf(await loadShippedCatalogue(url, new Date()))) say(words);
}

async function loadTables(url: string): Promise<void> {
  const { loadShippedTables } = await import("./load-tables.ts");
  if (await loadShippedTables(url, new Date())) say("The shipped decision tables are in force.");
}

/** A company's own Interdict: nothing in it but the catalogue, until people are imported. `prepare` builds what the mode needs. */
export async function serve(mode: "start" | "dev", { port, dir }: StartArguments, prepare: () => Promise<void>): Promise<void> {
  if (!(await isPortFree(port, host()))) throw new Mistake(`Port ${port} is taken. Give another one with --port or PORT.`);
  const folder = openDataFolder(dir, mode === "start" ? "own" : null);
  const isDemonstration = folder.kind === "demonstration";
  const environment = {
    NEXTAUTH_URL: addressAt(port),
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || folder.secret(),
    ...(isDemonstration && { DEMO_FILE: folder.file("demo.json"), CLOCK_FILE: folder.file("clock.json") }),
  };
  // A placeholder where our own database will be: its address is known once it runs.
  await checkEnvironment({ DATABASE_URL: process.env.DATABASE_URL || "postgresql://embedded", ...environment });

  const url = await databaseUrl(folder);
  await step("Preparing the database", () => applyMigrations(url));
  if (!isDemonstration) await step("Loading the catalogue of AI tools", () => loadCatalogue(url));
  await step("Loading the decision tables", () => loadTables(url));
  await prepare();
  // Its own words come between, so this is not a step with seconds at the end of the line.
  say("Starting the server …");
  const server = await startServer({ mode, host: host(), port, environment: { ...environment, DATABASE_URL: url } });
  atEnd(() => step("Stopping the server", server.stop));

  say(`Interdict is ready: ${addressAt(port)}`);
  const link = isDemonstration ? null : await linkForFirstAdministrator(url);
  if (link) say(`Nobody administers it yet. This link makes the first administrator, once, within a day:\n${addressAt(port)}${link}`);

  const reason = await server.ended;
  if (isStopping()) return;
  say(`The server stopped by itself (${reason}).`);
  await endCommand(1);
}
