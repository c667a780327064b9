import { buildApplication } from "./build.ts";
import { runTool, stopTools } from "./child.ts";
import { inProject } from "./project.ts";
import { atEnd, endCommand, isStopping, runCommand } from "./shutdown.ts";
import { tell } from "./steps.ts";
import { findBrowser } from "./test/browser.ts";
import { setStages } from "./test/stage.ts";
import { format, lint, reportFile, types, vitest } from "./test/suites.ts";
import { inOneLine, oneStep, playwrightTally, sum, type Tally } from "./test/tally.ts";

const WORKERS = 2;

/** In a real browser, against the production build. */
async function endToEnd(): Promise<Tally> {
  await buildApplication();
  const browser = await findBrowser();
  const stages = await setStages(WORKERS);
  const file = reportFile("e2e");
  const { code } = await runTool(inProject("node_modules/@playwright/test/cli.js"), ["test", "--workers", String(WORKERS)], {
    environment: { PLAYWRIGHT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file, STAGES: JSON.stringify(stages) },
  });
  return playwrightTally(file, code);
}

/** What cannot even begin counts as one failure, and the rest goes on. */
async function counted(suite: () => Promise<Tally>): Promise<Tally> {
  try {
    return await suite();
  } catch (error) {
    if (!isStopping()) tell(error);
    return oneStep(false);
  }
}

await runCommand(
  async () => {
    atEnd(stopTools);
    const tallies: Tally[] = [];
    for (const suite of [format, lint, types, () => vitest("unit"), () => vitest("integration"), endToEnd])
      tallies.push(await counted(suite));
    const all = sum(tallies);
    // The last thing that is printed, after everything has been stopped.
    process.once("exit", () => console.log(inOneLine(all)));
    await endCommand(all.failed === 0 ? 0 : 1);
  },
  { codeWhenStopped: 130 },
);
