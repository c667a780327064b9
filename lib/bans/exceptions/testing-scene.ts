import { db } from "@/lib/db";
import { releaseNotices } from "@/lib/outbox/commands";
import { ownNotices } from "@/lib/outbox/queries";
import { Refusal } from "@/lib/refusal";
import { newApprover, newAuditor, newOfficer, newPerson, newTeam } from "@/lib/testing";
import { approveException, beginReview, rejectException, revokeException } from "./commands";
import { requestException } from "./request/commands";
import { approveSchema, requestExceptionSchema } from "./schema";
import { runningBan } from "./testing";

export const now = new Date("2026-07-03T04:00:00Z");
export const hours = (n: number, from = now) => new Date(from.getTime() + n * 3_600_000);
export const days = (n: number, from = now) => hours(24 * n, from);

export type Person = Awaited<ReturnType<typeof newPerson>>;
export type Scene = Awaited<ReturnType<typeof newScene>>;

/** A company with a team, people of every role, and a running ban that allows exceptions; and what they do with them. */
export async function newScene() {
  const company = await newTeam({ name: "Company" });
  const cloud = await newTeam({ name: "Cloud", parentId: company.id });
  const officer = await newOfficer({ teamId: company.id, name: "Li Wei" });
  const approver = await newApprover({ teamId: company.id, name: "Chen Wei" });
  const auditor = await newAuditor({ teamId: company.id });
  const manager = await newPerson({ teamId: cloud.id, name: "Sun Hao", manages: [cloud.id] });
  const wang = await newPerson({ teamId: cloud.id, name: "Wang Fang" });
  const zhao = await newPerson({ teamId: company.id, name: "Zhao Min" });
  const ban = await runningBan({ teamId: company.id, now });
  const asked = (changes: Record<string, unknown> = {}) =>
    requestExceptionSchema.parse({
      ban: ban.code,
      duties: "STOP_USE",
      justification: "A release is under way.",
      until: "2026-07-20",
      ...changes,
    });
  const request = (who: Person, changes: Record<string, unknown> = {}, at = now) => requestException(who.viewer, asked(changes), at);
  const review = (id: number, at = now) => beginReview(officer.viewer, { id, together: false }, at);
  const approve = (id: number, changes: Record<string, unknown> = {}, at = now, who = approver) =>
    approveException(who.viewer, { id, ...approveSchema.parse({ reason: "Until the release is out.", ...changes }) }, at);
  const reject = (id: number, at = now) => rejectException(approver.viewer, { id, together: false, reason: "Use the replacement." }, at);
  const revoke = (id: number, dueOn?: string, at = now) =>
    revokeException(officer.viewer, { id, together: false, reason: "Misused.", dueOn }, at);
  const reviewed = async (who: Person, changes: Record<string, unknown> = {}, at = now) => {
    const { id } = await request(who, changes, at);
    await review(id, at);
    return id;
  };
  const active = async (who: Person, changes: Record<string, unknown> = {}, at = now) => {
    const id = await reviewed(who, changes, at);
    await approve(id, {}, at);
    return id;
  };

  const stateOf = async (personId: number, kind = "STOP_USE") => {
    const [row] = await db.$queryRaw<{ state: string; due: Date }[]>`
      SELECT o.state::text, o.deadline_at AS due FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE o.person_id = ${personId} AND d.ban_id = ${ban.id} AND d.kind::text = ${kind}`;
    return row;
  };
  const fresh = async () => {
    const person = await newPerson({ teamId: cloud.id, name: "Somebody else" });
    await db.$executeRaw`SELECT sync_population(${[person.id]}::int[], ${now})`;
    return person;
  };

  const people = { company, cloud, officer, approver, auditor, manager, wang, zhao };
  return { ...people, ban, request, review, approve, reject, revoke, reviewed, active, stateOf, fresh };
}

export const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, key: error.reason.key, values: error.reason.values, fields: Object.keys(error.fields) };
};
export const statusOf = async (id: number) => (await db.exception.findUniqueOrThrow({ where: { id }, select: { status: true } })).status;
export const saidTo = async (who: Person, at: Date) => {
  await releaseNotices(at);
  return (await ownNotices(who.viewer, { limit: 50 })).items.map(({ topic, subjectId }) => `${topic} ${subjectId}`);
};
