import "server-only";
import { dateWords } from "@/i18n/date-words";
import type { Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import type { FindingStatus, FixState } from "@/prisma/generated/enums";
import type { ToolOfFinding } from "./record";
import { findingCode, overtakenFields } from "./rules";
import type { FindingChanges, FindingFields } from "./schema";

export type StoredFinding = {
  id: number;
  revision: number;
  tool: ToolOfFinding;
  status: FindingStatus;
  justification: string | null;
  action: string | null;
  fix: FixState;
  fixVersion: string | null;
  fixCandidates: string[];
  fields: FindingFields;
  /** Effective day of the newest step. */
  since: string;
  claims: number;
};

type Row = Omit<StoredFinding, "fields" | "tool"> & FindingFields & { tool: ToolOfFinding };

/** The finding as it is to be changed; locked, so that a second change waits and then sees the first. */
export async function findingForChange(tx: Tx, id: number): Promise<StoredFinding> {
  const [found] = await tx.$queryRaw<Row[]>`
    SELECT f.id, f.revision, f.status::text, f.justification, f.action, f.fix::text, f.fix_version AS "fixVersion", f.fix_candidates AS "fixCandidates",
      f.title, f.summary, f.behaviour::text, f.version_range AS "versionRange", f.opened_on::text AS "openedOn", f.review_on::text AS "reviewOn",
      f.assessor_id AS assessor, jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'vendorId', t.vendor_id) AS tool,
      coalesce((SELECT s.effective_on FROM finding_step s WHERE s.finding_id = f.id ORDER BY s.id DESC LIMIT 1), f.opened_on)::text AS since,
      (SELECT count(*)::int FROM finding_claim c WHERE c.finding_id = f.id) AS claims
    FROM finding f JOIN tool t ON t.id = f.tool_id WHERE f.id = ${id} FOR UPDATE OF f`;
  if (!found) refuse("not-found", "findings.refusal.finding");
  const { title, summary, behaviour, versionRange, openedOn, reviewOn, assessor, ...own } = found;
  return { ...own, fields: { title, summary, behaviour, versionRange, openedOn, reviewOn, assessor } };
}

/**
 * Says who changed the finding since it was read, when, and per field that says something else than was sent what it says now. The audit log
 * knows: every change of a finding wrote its event, with the new revision, in its own transaction.
 */
export async function refuseOvertaken(
  tx: Tx,
  viewer: Viewer,
  finding: StoredFinding,
  { read, sent }: { read: number; sent: FindingChanges },
): Promise<never> {
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "finding", subjectId: String(finding.id) },
    select: { actorName: true, at: true, after: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  const since = events.filter(({ after }) => revisionIn(after) > read);
  const [last] = since;
  const code = findingCode(finding.id);
  const values = last && { code, who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  const whyNot = values ? reason("findings.overtaken.by", values) : reason("findings.overtaken.unknown", { code });
  const changed = last ? since.flatMap(({ after }) => Object.keys(after as object)) : null;
  const assessor = await nameOf(tx, finding.fields.assessor);
  throw new Refusal("conflict", whyNot, { fields: overtakenFields({ ...finding.fields, assessorName: assessor }, sent, changed) });
}

/** For a step of status or fix: whoever looked at an older finding is told, whatever they chose. */
export async function refuseIfOvertaken(tx: Tx, viewer: Viewer, finding: StoredFinding, read: number | undefined): Promise<void> {
  if (read !== undefined && read !== finding.revision) await refuseOvertaken(tx, viewer, finding, { read, sent: {} });
}

async function nameOf(tx: Tx, personId: number | null): Promise<string | null> {
  if (personId === null) return null;
  return (await tx.person.findUnique({ where: { id: personId }, select: { name: true } }))?.name ?? null;
}

function revisionIn(after: unknown): number {
  const revision: unknown = typeof after === "object" && after !== null ? Reflect.get(after, "revision") : null;
  return typeof revision === "number" ? revision : 0;
}
