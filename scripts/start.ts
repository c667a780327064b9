import { startArguments } from "./arguments.ts";
import { buildApplication } from "./build.ts";
import { serve } from "./serve.ts";
import { runCommand } from "./shutdown.ts";

await runCommand(() => serve("start", startArguments(process.argv.slice(2), "start"), buildApplication));
