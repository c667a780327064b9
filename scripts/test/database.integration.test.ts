import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { freshDatabase } from "./database.ts";

test("a test file has a migrated database of its own, and the application uses it", async () => {
  const name = async () => (await db.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`)[0]?.name;
  expect(process.env.DATABASE_URL).toContain(`/${await name()}`);
  expect(await db.person.count()).toBe(0);

  const other = await freshDatabase();
  expect(other.url).not.toBe(process.env.DATABASE_URL);
  await other.drop();
});
