import { Mistake } from "./arguments.ts";

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

let lineIsOpen = false;

/** A line of its own, also while a step is under way. */
export function say(line: string): void {
  process.stdout.write(`${lineIsOpen ? "\n  " : ""}${line}\n`);
  lineIsOpen = false;
}

/** Runs a step under a name in plain words and prints the seconds it took. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const since = performance.now();
  process.stdout.write(`${name} … `);
  lineIsOpen = true;
  const result = await work();
  process.stdout.write(lineIsOpen ? `${seconds(since)}\n` : `  done in ${seconds(since)}\n`);
  lineIsOpen = false;
  return result;
}

/** For the log of a part of a step. */
export function sayPart(name: string, took: number): void {
  say(`${lineIsOpen ? "" : "  "}${name}: ${took.toFixed(1)} s`);
}

/** What went wrong, for a person: a mistake of theirs without the places in our code. */
export function tell(error: unknown): void {
  if (lineIsOpen) process.stdout.write("\n");
  lineIsOpen = false;
  if (error instanceof Mistake || !(error instanceof Error)) console.error(String(error instanceof Error ? error.message : error));
  else console.error(error.stack ?? error.message);
}
