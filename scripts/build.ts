import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Mistake } from "./arguments.ts";
import { runTool, stopTools } from "./child.ts";
import { releaseLock, waitForLock } from "./lock-file.mjs";
import { readIfThere } from "./private-file.ts";
import { inProject, projectFolder } from "./project.ts";
import { atEnd } from "./shutdown.ts";
import { schemaHash, sourceHash } from "./source-hash.ts";
import { say, step } from "./steps.ts";

const buildLock = inProject(".data/build.lock");
const builtFrom = inProject(".next/built-from");
const generatedFrom = inProject("prisma/generated/.generated-from");

async function alone<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(buildLock), { recursive: true });
  await waitForLock(buildLock, ({ pid }) => say(`Another command (process ${pid}) is building; waiting for it.`));
  atEnd(() => releaseLock(buildLock));
  try {
    return await work();
  } finally {
    releaseLock(buildLock);
  }
}

async function must(name: string, script: string, args: string[], environment = {}): Promise<void> {
  const { code, output } = await runTool(inProject(script), args, { quiet: true, environment });
  if (code !== 0) throw new Mistake(`${name} failed:\n${output.trim()}`);
}

async function generate(): Promise<void> {
  const hash = schemaHash(projectFolder);
  if (existsSync(inProject("prisma/generated/client.ts")) && readIfThere(generatedFrom) === hash) return;
  await must("Generating the database client", "node_modules/prisma/build/index.js", ["generate"]);
  writeFileSync(generatedFrom, hash);
}

/** The database client, generated from the schema unless it is there already. */
export const generateClient = (): Promise<void> => alone(generate);

/** The production build, unless the one that is there was made from the same sources. */
export async function buildApplication(): Promise<void> {
  atEnd(stopTools);
  await alone(async () => {
    const hash = sourceHash(projectFolder);
    if (readIfThere(builtFrom) === hash) return;
    await step("Building the application", async () => {
      // A build that breaks off must not pass for the old one.
      rmSync(builtFrom, { force: true });
      await generate();
      await must("The build", "node_modules/next/dist/bin/next", ["build"], { NODE_ENV: "production" });
      writeFileSync(builtFrom, hash);
    });
  });
}
