import { startArguments } from "./arguments.ts";
import { generateClient } from "./build.ts";
import { serve } from "./serve.ts";
import { runCommand } from "./shutdown.ts";

await runCommand(() => serve("dev", startArguments(process.argv.slice(2), "dev"), generateClient));
