import { homedir } from "node:os";
import { resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { projectFolder } from "./project.ts";

/** A sentence for the person at the keyboard; printed without a stack. */
export class Mistake extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

function parse<T extends Options>(args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's sentence goes on about "--"; the first one is enough.
    const [first] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new Mistake(`${first}.\nUsage: ${usage}`);
  }
}

function wholeNumber(name: string, text: string, lowest: number, highest: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw new Mistake(
    `--${name} has to be a whole number from ${lowest.toLocaleString("en")} to ${highest.toLocaleString("en")}, not "${text}".`,
  );
}

/** npm runs its scripts in the project; a path means the folder the person is in. */
function folder(text: string): string {
  if (text.trim() === "") throw new Mistake("--data has to name a folder.");
  return resolve(process.env.INIT_CWD ?? process.cwd(), text.replace(/^~(?=\/|$)/, homedir()));
}

export type DemoArguments = { people: number; isPeopleGiven: boolean; port: number; dir: string; reset: boolean };

export const WHOLE_SCENARIO = 124_000;

export function demoArguments(args: string[]): DemoArguments {
  const values = parse(
    args,
    { people: { type: "string" }, port: { type: "string" }, data: { type: "string" }, reset: { type: "boolean", default: false } },
    "npm run demo [-- --people N --port P --data DIR --reset]",
  );
  return {
    people: values.people === undefined ? WHOLE_SCENARIO : wholeNumber("people", values.people, 300, 1_000_000),
    isPeopleGiven: values.people !== undefined,
    port: wholeNumber("port", values.port ?? "3000", 1, 65_535),
    dir: values.data === undefined ? resolve(projectFolder, ".data/demo") : folder(values.data),
    reset: values.reset,
  };
}

export type StartArguments = { port: number; dir: string };

export function startArguments(args: string[], command: "start" | "dev"): StartArguments {
  const usage = command === "start" ? "npm start [-- --port P --data DIR]" : "npm run dev [-- --port P --data DIR]";
  const values = parse(args, { port: { type: "string" }, data: { type: "string" } }, usage);
  return {
    port: wholeNumber("port", values.port ?? (process.env.PORT || "3000"), 1, 65_535),
    dir: values.data === undefined ? resolve(projectFolder, ".data/interdict") : folder(values.data),
  };
}
