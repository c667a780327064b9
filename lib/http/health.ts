import "server-only";
import { db } from "@/lib/db";
import packageFile from "@/package.json";

export type Health = { status: "ok" | "unavailable"; database: "up" | "away"; version: string };

const PATIENCE_MS = 800;

/** Asks the database and waits at most 0.8 s, so that whoever watches has an answer within a second. */
export async function healthOf(): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const asked = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  const isUp = await Promise.race([asked, tooLong]);
  clearTimeout(timer);
  return { status: isUp ? "ok" : "unavailable", database: isUp ? "up" : "away", version: packageFile.version };
}
