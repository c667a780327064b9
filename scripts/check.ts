import { stopTools } from "./child.ts";
import { atEnd, endCommand, runCommand } from "./shutdown.ts";
import { format, lint, types, vitest } from "./test/suites.ts";
import { inOneLine, sum } from "./test/tally.ts";

await runCommand(
  async () => {
    atEnd(stopTools);
    const all = sum([await format(), await lint(), await types(), await vitest("unit")]);
    console.log(inOneLine(all));
    await endCommand(all.failed === 0 ? 0 : 1);
  },
  { codeWhenStopped: 130 },
);
