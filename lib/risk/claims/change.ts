import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import { type Reason, Refusal, reason, refuse } from "@/lib/refusal";
import { type Day, overtakenFields } from "@/lib/risk/claims/rules";
import type { ClaimChanges, ClaimFields } from "@/lib/risk/claims/schema";
import { reclassify } from "@/lib/risk/classes/commands";
import type { Cause } from "@/lib/risk/classes/rules";
import type { Confirmation } from "@/prisma/generated/enums";

export type StoredClaim = {
  id: number;
  toolId: number | null;
  vendorId: number | null;
  /** Who makes the tool that it is about. */
  toolVendorId: number | null;
  vendorName: string | null;
  revision: number;
  confirmation: Confirmation;
  isDisputed: boolean;
  findings: number;
  firstStepOn: Day | null;
  lastStepOn: Day;
  fields: ClaimFields;
};

type Row = Omit<StoredClaim, "firstStepOn" | "lastStepOn" | "fields"> & ClaimFields & { stepsOn: Day[] };

/** The claim as it is to be changed; whoever comes second waits and then sees what the first has written. */
export async function claimForChange(tx: Tx, id: number): Promise<StoredClaim> {
  await tx.$queryRaw`SELECT FROM claim WHERE id = ${id} FOR UPDATE`;
  const [found] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.tool_id AS "toolId", c.vendor_id AS "vendorId", t.vendor_id AS "toolVendorId", v.name AS "vendorName", c.revision,
      c.confirmation::text, c.disputed_on IS NOT NULL AS "isDisputed", t.slug AS tool, CASE WHEN t.id IS NULL THEN v.slug END AS vendor,
      c.version_range AS "versionRange", c.statement, c.bearing::text, c.behaviour::text, c.reported_on::text AS "reportedOn",
      c.milestone::text, c.happened_on::text AS "happenedOn", c.note,
      (SELECT count(*)::int FROM finding_claim f WHERE f.claim_id = c.id) AS findings,
      ARRAY(SELECT s.effective_on::text FROM claim_step s WHERE s.claim_id = c.id AND s.before IS NOT NULL ORDER BY s.effective_on, s.id) AS "stepsOn"
    FROM claim c LEFT JOIN tool t ON t.id = c.tool_id LEFT JOIN vendor v ON v.id = coalesce(c.vendor_id, t.vendor_id) WHERE c.id = ${id}`;
  if (!found) refuse("not-found", "claims.refusal.claim", { claim: `C-${id}` });
  const { stepsOn, tool, vendor, versionRange, statement, bearing, behaviour, reportedOn, milestone, happenedOn, note, ...own } = found;
  const fields = { tool, vendor, versionRange, statement, bearing, behaviour, reportedOn, milestone, happenedOn, note };
  return { ...own, fields, firstStepOn: stepsOn[0] ?? null, lastStepOn: stepsOn.at(-1) ?? reportedOn };
}

/** Classes of the tools that these claims are about follow what the claims say now. */
export async function reclassifyClaims(tx: Tx, viewer: Viewer, claimIds: readonly number[], cause: Cause, now: Date): Promise<void> {
  const claims = await tx.claim.findMany({
    where: { id: { in: [...claimIds] }, toolId: { not: null } },
    select: { toolId: true },
    distinct: ["toolId"],
  });
  const tools = claims.flatMap(({ toolId }) => (toolId === null ? [] : [toolId]));
  await reclassify(tx, viewer, tools, cause, now);
}

/** Nothing is wrong, or everything that is wrong is said at once, in its field. */
export function refuseFields(wrong: Record<string, Reason>): void {
  const count = Object.keys(wrong).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields: wrong });
}

/** Says who changed the claim since it was read, when, and per field that says something else than was sent what it says now. */
export async function refuseOvertaken(tx: Tx, viewer: Viewer, claim: StoredClaim, read: number, sent: ClaimChanges): Promise<never> {
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "claim", subjectId: String(claim.id), action: "claim.edited" },
    select: { actorName: true, at: true, after: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  const since = events.filter(({ after }) => Number(Reflect.get(Object(after), "revision") ?? 0) > read);
  const changed = since.flatMap(({ after }) => Object.keys(Object(after)));
  const [last] = since;
  const values = last && { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  const whyNot = values ? reason("claims.overtaken.by", values) : reason("claims.overtaken.unknown");
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(claim.fields, sent, last ? changed : null) });
}

export function dateOrNull(day: Day | null): Date | null {
  return day === null ? null : new Date(day);
}
