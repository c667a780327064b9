import "server-only";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { db } from "@/lib/db";
import { env } from "@/lib/env";

const demoSchema = z.object({ accounts: z.array(z.object({ role: z.string(), email: z.string() })) });

type Account = z.infer<typeof demoSchema>["accounts"][number];

/** The accounts of a demonstration; null when this is not one (only `npm run demo` sets DEMO_FILE). */
export async function demoAccounts(): Promise<Account[] | null> {
  const file = env().DEMO_FILE;
  if (!file) return null;
  return demoSchema.parse(JSON.parse(await readFile(/* turbopackIgnore: true */ file, "utf8"))).accounts;
}

export type Persona = Account & { name: string };

/** The people that the sign-in page offers, with their names; null outside of a demonstration. */
export async function listPersonas(): Promise<Persona[] | null> {
  const accounts = await demoAccounts();
  if (!accounts) return null;
  const emails = accounts.map(({ email }) => email);
  const people = await db.person.findMany({ where: { email: { in: emails }, active: true }, select: { email: true, name: true } });
  const names = new Map(people.map(({ email, name }) => [email, name]));
  return accounts.flatMap((account) => {
    const name = names.get(account.email);
    return name ? [{ ...account, name }] : [];
  });
}
