import { generateClient } from "./build.ts";
import { runTool, stopTools } from "./child.ts";
import { inProject } from "./project.ts";
import { atEnd, endCommand, runCommand } from "./shutdown.ts";

await runCommand(
  async () => {
    atEnd(stopTools);
    await generateClient();
    const { code } = await runTool(inProject("bench/run.ts"), process.argv.slice(2));
    await endCommand(code);
  },
  { codeWhenStopped: 130 },
);
