import { say, tell } from "./steps.ts";

type CleanUp = () => void | Promise<void>;

const cleanUps: CleanUp[] = [];
let stoppedAt: number | null = null;
let codeOnSignal = 0;

export const isStopping = (): boolean => stoppedAt !== null;

/** What has to be put in order before the command ends; the last one added runs first. */
export function atEnd(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp);
}

export async function endCommand(code: number): Promise<never> {
  stoppedAt ??= Date.now();
  let result = code;
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      tell(error);
      result = 1;
    }
  }
  process.exit(result);
}

function onSignal(): void {
  if (stoppedAt === null) {
    say("Stopping …");
    void endCommand(codeOnSignal);
  } else if (Date.now() - stoppedAt > 2_000) {
    // Ctrl-C reaches us from the terminal and once more through npm; only a later one means haste.
    process.exit(1);
  }
}

/** What was under way when a signal came fails for that reason, and says nothing. */
function onFailure(error: unknown): void {
  if (isStopping()) return;
  tell(error);
  void endCommand(1);
}

/** Runs a command whose end, by itself, by an error or by a signal, leaves nothing running. Stopping a server is no failure, stopping a test is. */
export async function runCommand(work: () => Promise<void>, { codeWhenStopped = 0 } = {}): Promise<void> {
  codeOnSignal = codeWhenStopped;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  process.once("disconnect", onSignal);
  process.on("uncaughtException", onFailure);
  process.on("unhandledRejection", onFailure);
  // A closed terminal or pipe is no reason to leave a database behind.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    await work();
  } catch (error) {
    onFailure(error);
  }
}
