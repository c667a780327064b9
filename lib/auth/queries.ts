import "server-only";
import { cookies } from "next/headers";
import { SESSION_HOURS, SESSION_IDLE_MINUTES, sessionCookieName } from "@/lib/auth/cookies";
import { hashOf, sessionIdOf } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";

export type SessionListed = { id: string; isCurrent: boolean; createdAt: Date; lastSeenAt: Date; userAgent: string; address: string };

/** The viewer's own sessions that still hold, the one in use first. The id is the hash: it opens nothing. */
export async function listSessions(viewer: Viewer): Promise<SessionListed[]> {
  if (viewer.kind !== "person" || viewer.personId === null) return [];
  const at = Date.now();
  const [current, rows] = await Promise.all([
    sessionIdOf((await cookies()).get(sessionCookieName())?.value),
    db.session.findMany({
      where: {
        personId: viewer.personId,
        createdAt: { gt: new Date(at - SESSION_HOURS * 3_600_000) },
        lastSeenAt: { gt: new Date(at - SESSION_IDLE_MINUTES * 60_000) },
      },
      orderBy: { lastSeenAt: "desc" },
      take: 100,
      select: { idHash: true, createdAt: true, lastSeenAt: true, userAgent: true, address: true },
    }),
  ]);
  const currentId = current && hashOf(current).toString("hex");
  const listed = rows.map(({ idHash, ...row }) => ({ ...row, id: Buffer.from(idHash).toString("hex") }));
  return listed.map((row) => ({ ...row, isCurrent: row.id === currentId })).sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
