import { type ChildProcess, spawn } from "node:child_process";

export type Finished = { code: number; output: string };

const running = new Set<ChildProcess>();

/** Runs one of the project's own tools on the Node that is a dependency. `quiet` keeps the output for the answer. */
export function runTool(
  script: string,
  args: string[],
  options: { quiet?: boolean; environment?: Record<string, string | undefined> } = {},
): Promise<Finished> {
  const { quiet = false, environment = {} } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...environment },
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

export function stopTools(): void {
  for (const child of running) child.kill("SIGTERM");
}
