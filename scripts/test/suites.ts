import { mkdirSync, rmSync } from "node:fs";
import { runTool } from "../child.ts";
import { inProject } from "../project.ts";
import { say } from "../steps.ts";
import { oneStep, type Tally, vitestTally } from "./tally.ts";

const reports = inProject("test-results/reports");

/** Where a run leaves its report; an earlier one must not pass for it. */
export function reportFile(name: string): string {
  mkdirSync(reports, { recursive: true });
  const file = `${reports}/${name}.json`;
  rmSync(file, { force: true });
  return file;
}

async function tool(title: string, script: string, args: string[]): Promise<Tally> {
  const since = performance.now();
  const { code, output } = await runTool(inProject("node_modules", script), args, { quiet: true });
  const took = ((performance.now() - since) / 1000).toFixed(1);
  say(code === 0 ? `✓ ${title} (${took} s)` : `✗ ${title} (${took} s)\n${output.trim()}`);
  return oneStep(code === 0);
}

const BIOME = "@biomejs/biome/bin/biome";

export const format = (): Promise<Tally> => tool("Format", BIOME, ["format", "--colors=off", "."]);
export const lint = (): Promise<Tally> => tool("Lint", BIOME, ["lint", "--colors=off", "."]);

/** Types from clean: nothing that an earlier run left decides what is true. */
export async function types(): Promise<Tally> {
  for (const left of [".next/types", ".next/dev/types", "tsconfig.tsbuildinfo"]) rmSync(inProject(left), { recursive: true, force: true });
  for (const [title, script, args] of [
    ["Database client", "prisma/build/index.js", ["generate"]],
    ["Types of the routes", "next/dist/bin/next", ["typegen"]],
  ] as const) {
    const made = await tool(title, script, [...args]);
    if (made.failed > 0) return made;
  }
  return tool("Types", "typescript/bin/tsc", ["--noEmit", "--incremental", "false"]);
}

export async function vitest(project: "unit" | "integration"): Promise<Tally> {
  const file = reportFile(project);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  // Node warns of the WebAssembly in the schema engine.
  const environment = { NODE_OPTIONS: "--disable-warning=ExperimentalWarning" };
  const { code } = await runTool(inProject("node_modules/vitest/vitest.mjs"), args, { environment });
  return vitestTally(file, code);
}
