import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { Refusal, reason } from "@/lib/refusal";
import { Prisma, PrismaClient } from "@/prisma/generated/client";

export type Tx = Prisma.TransactionClient;

type Connections = { db: PrismaClient; pool: pg.Pool };

function connect(): Connections {
  const { DATABASE_URL: connectionString, DATABASE_POOL: max } = env();
  const adapter = new PrismaPg({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: "interdict",
  });
  // A killed client must not leave a merge running; long statements watch their connection.
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    connectionTimeoutMillis: 5_000,
    application_name: "interdict-bulk",
    options: "-c client_connection_check_interval=5s",
  });
  // An idle connection that the database closes is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => {});
  return { db: new PrismaClient({ adapter }), pool };
}

// Next's development server reloads modules; connections outlive a reload.
const holder = globalThis as typeof globalThis & { interdictConnections?: Connections };

function connections(): Connections {
  holder.interdictConnections ??= connect();
  return holder.interdictConnections;
}

function lazily<T extends object>(get: () => T): T {
  return new Proxy({} as T, {
    get(_, property) {
      const target = get();
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Prisma, for decisions and small tables, and for typed SQL by `$queryRaw`. Connects at the first use, so that a build needs no database. */
export const db: PrismaClient = lazily(() => connections().db);

/** node-postgres, for COPY and streams. */
export const pool: pg.Pool = lazily(() => connections().pool);

/** One transaction. `timeoutMs` bounds the whole of it (default 15 s; bulk commands give more); what takes longer is refused, with nothing done. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, { timeoutMs = 15_000 }: { timeoutMs?: number } = {}): Promise<T> {
  try {
    return await db.$transaction(work, { timeout: timeoutMs, maxWait: 5_000 });
  } catch (error) {
    if (ranOut(error)) throw new Refusal("unavailable", reason("http.refusal.tookTooLong", { seconds: timeoutMs / 1_000 }));
    throw error;
  }
}

function ranOut(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2028" && error.message.includes("expired transaction");
}

/** True when `error` is the database refusing by the named constraint (unique, check, foreign key or exclusion). */
export function broke(error: unknown, constraint: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return JSON.stringify(error.meta ?? {}).includes(constraint) || error.message.includes(constraint);
}

export function closeConnections(): Promise<unknown> {
  const open = holder.interdictConnections;
  delete holder.interdictConnections;
  return Promise.all(open ? [open.db.$disconnect(), open.pool.end()] : []);
}
