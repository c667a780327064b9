import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { daysBetween, freezeBetween } from "@/lib/bans/calendar/rules";
import type { RecordDays, RecordFreeze } from "@/lib/bans/calendar/schema";
import { broke, inTransaction } from "@/lib/db";
import { oneTeam } from "@/lib/people/named";
import { inField, refuse } from "@/lib/refusal";

/** Records one day, or several in a row, for a country or for everywhere. */
export async function recordDays(viewer: Viewer, { day, until, country, name, kind }: RecordDays, now: Date): Promise<{ days: string[] }> {
  must(viewer, "bans:write");
  const between = daysBetween(day, until);
  if ("whyNot" in between) throw inField("until", between.whyNot);
  const said = { country: country ?? null, name, isWorkday: kind === "workday" };
  try {
    await inTransaction(async (tx) => {
      const rows = between.days.map((one) => ({
        ...said,
        day: new Date(`${one}T00:00:00Z`),
        recordedById: viewer.personId,
        recordedAt: now,
      }));
      await tx.companyDay.createMany({ data: rows });
      const after = { ...said, days: between.days };
      await recordAudit(tx, viewer, { action: "calendar.day-recorded", subjectKind: "calendar", subjectId: day, after }, now);
    });
  } catch (error) {
    if (broke(error, "company_day_once")) refuse("conflict", "calendar.refusal.there", { day: until ? `${day} – ${until}` : day });
    throw error;
  }
  return between;
}

export async function removeDay(viewer: Viewer, { id }: { id: number }, now: Date): Promise<void> {
  must(viewer, "bans:write");
  await inTransaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ day: string; country: string | null; name: string }[]>`
      DELETE FROM company_day WHERE id = ${id} RETURNING to_char(day, 'YYYY-MM-DD') AS day, country::text, name`;
    if (!gone) refuse("not-found", "calendar.refusal.day");
    await recordAudit(tx, viewer, { action: "calendar.day-removed", subjectKind: "calendar", subjectId: gone.day, before: gone }, now);
  });
}

/** Records a time in which a team and everybody below it changes nothing. */
export async function recordFreeze(viewer: Viewer, { team, from, until, zone, reason }: RecordFreeze, now: Date): Promise<{ id: number }> {
  must(viewer, "bans:write");
  const between = freezeBetween(from, until, zone);
  if ("whyNot" in between) throw inField("untilDate", between.whyNot);
  return inTransaction(async (tx) => {
    const meant = await oneTeam(tx, team, "calendar.field");
    const { id } = await tx.changeFreeze.create({
      data: { teamId: meant.id, ...between, reason, recordedById: viewer.personId, recordedAt: now },
      select: { id: true },
    });
    const after = { team: meant.name, from, until, zone };
    await recordAudit(
      tx,
      viewer,
      { action: "calendar.freeze-recorded", subjectKind: "calendar", subjectId: `freeze-${id}`, after, reason },
      now,
    );
    return { id };
  });
}

export async function removeFreeze(viewer: Viewer, { id }: { id: number }, now: Date): Promise<void> {
  must(viewer, "bans:write");
  await inTransaction(async (tx) => {
    const freeze = await tx.changeFreeze.findUnique({
      where: { id },
      select: { teamId: true, startsAt: true, endsAt: true, reason: true },
    });
    if (!freeze) refuse("not-found", "calendar.refusal.freeze");
    const { count } = await tx.changeFreeze.deleteMany({ where: { id } });
    if (count === 0) refuse("not-found", "calendar.refusal.freeze");
    const before = { team: freeze.teamId, from: freeze.startsAt.toISOString(), until: freeze.endsAt.toISOString(), reason: freeze.reason };
    await recordAudit(tx, viewer, { action: "calendar.freeze-removed", subjectKind: "calendar", subjectId: `freeze-${id}`, before }, now);
  });
}
