import "server-only";
import { SYSTEM } from "@/lib/auth/viewer";
import { loadExceptions } from "@/lib/bans/exceptions/load";
import { begin, moment, moveException, said, settle, tell } from "@/lib/bans/exceptions/record";
import { nextReminder } from "@/lib/bans/exceptions/rules";
import { now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { repeat } from "@/lib/repeat";
import { Prisma } from "@/prisma/generated/client";

const SWEEP_EVERY_MS = 60_000;
const AT_ONCE = 100;

export type Swept = { began: number; reminded: number; expired: number };

/** What time alone does to exceptions: they begin, remind and end. Somebody who decides at the same moment goes first; the rest is done a minute later. */
export async function sweepExceptions(at: Date): Promise<Swept> {
  return { began: await all(at, start), reminded: await all(at, remind), expired: await all(at, expire) };
}

type Turn = (tx: Tx, at: Date) => Promise<number>;

async function all(at: Date, turn: Turn): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await inTransaction((tx) => turn(tx, at), { timeoutMs: 60_000 });
    total += done;
    if (done < AT_ONCE) return total;
  }
}

/** Several processes may run this: what one has taken, the others leave. */
function taken(due: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`e.id IN (SELECT x.id FROM exception x WHERE ${due} ORDER BY x.id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`;
}

async function start(tx: Tx, at: Date): Promise<number> {
  const due = await loadExceptions(tx, SYSTEM, taken(Prisma.sql`x.status = 'APPROVED' AND x.starts_at <= ${at}`));
  for (const exception of due) {
    const begun = await begin(tx, SYSTEM, exception, at);
    const values = { ...said(begun), until: moment(begun.endsAt), due: moment(begun.dueAfter) };
    if (begun.endsAt > at) await tell(tx, SYSTEM, begun, { topic: "exception.began", values }, at);
  }
  await settle(
    tx,
    due.map(({ subject }) => subject),
    at,
  );
  return due.length;
}

async function remind(tx: Tx, at: Date): Promise<number> {
  const due = await loadExceptions(tx, SYSTEM, taken(Prisma.sql`x.status = 'ACTIVE' AND x.remind_at <= ${at} AND x.ends_at > ${at}`));
  for (const exception of due) {
    const { id, ban, endsAt, dueAfter } = exception;
    const values = { ...said(exception), until: moment(endsAt), due: moment(dueAfter) };
    await tell(tx, SYSTEM, exception, { topic: "exception.ends-soon", values }, at);
    await tx.exception.update({ where: { id }, data: { remindAt: nextReminder(exception, ban.zone, at) }, select: { id: true } });
  }
  return due.length;
}

async function expire(tx: Tx, at: Date): Promise<number> {
  const due = await loadExceptions(tx, SYSTEM, taken(Prisma.sql`x.status = 'ACTIVE' AND x.ends_at <= ${at}`));
  for (const exception of due) {
    await moveException(tx, SYSTEM, exception, { to: "EXPIRED", action: "exception.expired", data: { endedAt: at, remindAt: null } }, at);
    await tell(tx, SYSTEM, exception, { topic: "exception.expired", values: { ...said(exception), due: moment(exception.dueAfter) } }, at);
  }
  await settle(
    tx,
    due.map(({ subject }) => subject),
    at,
  );
  return due.length;
}

/** For the life of the process. The answer stops it and waits for what is under way. */
export function startExceptions(): () => Promise<void> {
  return repeat("bans.exceptions", () => sweepExceptions(now()), SWEEP_EVERY_MS);
}
