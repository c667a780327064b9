import "server-only";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { env } from "@/lib/env";

const demoSchema = z.object({ accounts: z.array(z.object({ role: z.string(), email: z.string() })) });

export type Persona = { role: string; email: string };

/** The people that a demonstration offers to sign in as; null when this is not one (only `npm run demo` sets DEMO_FILE). */
export async function demoPersonas(): Promise<Persona[] | null> {
  const file = env().DEMO_FILE;
  if (!file) return null;
  return demoSchema.parse(JSON.parse(await readFile(/* turbopackIgnore: true */ file, "utf8"))).accounts;
}
