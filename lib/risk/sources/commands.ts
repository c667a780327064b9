import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { reclassifyClaims } from "@/lib/risk/claims/change";
import { dayOf } from "@/lib/risk/claims/rules";
import { differences, overtakenFields, sourceCode, whyNotSource } from "@/lib/risk/sources/rules";
import type { EditSource, SourceChanges, SourceFields, SourceFilters } from "@/lib/risk/sources/schema";
import type { Prisma } from "@/prisma/generated/client";

export type SavedSource = { id: number; revision: number };

export async function recordSource(viewer: Viewer, fields: SourceFields, now: Date): Promise<SavedSource> {
  must(viewer, "risk:write");
  return inTransaction((tx) => recordSourceIn(tx, viewer, fields, now));
}

/** For whoever writes a document in the same step as what it says. */
export async function recordSourceIn(tx: Tx, viewer: Viewer, fields: SourceFields, now: Date): Promise<SavedSource> {
  await refuseWrong(tx, viewer, fields, null, now);
  const { cites, ...own } = fields;
  const { id } = await tx.evidenceSource.create({
    data: { ...columns(own), recordedById: viewer.personId, recordedAt: now } as Prisma.EvidenceSourceUncheckedCreateInput,
    select: { id: true },
  });
  await tx.evidenceCites.createMany({ data: cites.map((citedId) => ({ sourceId: id, citedId })) });
  const after = { ...fields, revision: 1 };
  await recordAudit(tx, viewer, { action: "source.recorded", subjectKind: "source", subjectId: id, after }, now);
  return { id, revision: 1 };
}

/** Changes what is named and leaves the rest. Answers the new revision, or the old one where nothing was different. */
export async function editSource(viewer: Viewer, { id, revision, changes }: EditSource, now: Date): Promise<SavedSource> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const source = await sourceForChange(tx, id);
    if (revision !== undefined && revision !== source.revision) await refuseOvertaken(tx, viewer, source, revision, changes);
    const { before, after } = differences(source.fields, changes);
    if (Object.keys(after).length === 0) return { id, revision: source.revision };
    await refuseWrong(tx, viewer, { ...source.fields, ...after }, id, now);
    const { cites, ...own } = after;
    await tx.evidenceSource.update({ where: { id }, data: { ...columns(own), revision: { increment: 1 } }, select: { id: true } });
    if (cites) {
      await tx.evidenceCites.deleteMany({ where: { sourceId: id } });
      await tx.evidenceCites.createMany({ data: cites.map((citedId) => ({ sourceId: id, citedId })) });
    }
    const saved = { id, revision: source.revision + 1 };
    const event = { action: "source.edited", subjectKind: "source", subjectId: id } as const;
    await recordAudit(tx, viewer, { ...event, before, after: { ...after, revision: saved.revision } }, now);
    const claims = await tx.claimEvidence.findMany({ where: { sourceId: id }, select: { claimId: true } });
    const ids = claims.map(({ claimId }) => claimId);
    await reclassifyClaims(tx, viewer, ids, `source:${id}`, now);
    return saved;
  });
}

export type StoredSource = { id: number; revision: number; fields: SourceFields };

/** The source as it is to be changed; whoever comes second waits and then sees what the first has written. */
async function sourceForChange(tx: Tx, id: number): Promise<StoredSource> {
  await tx.$queryRaw`SELECT FROM evidence_source WHERE id = ${id} FOR UPDATE`;
  const found = await tx.evidenceSource.findUnique({
    where: { id },
    select: {
      ...{ revision: true, publisher: true, title: true, url: true, kind: true, publishedOn: true, retrievedAt: true },
      ...{ reliability: true, note: true, cites: { select: { citedId: true }, orderBy: { citedId: "asc" } } },
    },
  });
  if (!found) refuse("not-found", "sources.refusal.source");
  const { revision, retrievedAt, publishedOn, reliability, cites, ...own } = found;
  const days = { publishedOn: dayOf(publishedOn), retrievedOn: retrievedAt && dayOf(retrievedAt) };
  const fields = { ...own, ...days, reliability: reliability as SourceFields["reliability"], cites: cites.map(({ citedId }) => citedId) };
  return { id, revision, fields };
}

/** A day of retrieval is kept as the first moment of that day. */
function columns({ publishedOn, retrievedOn, ...own }: Partial<Omit<SourceFields, "cites">>) {
  return {
    ...own,
    ...(publishedOn === undefined ? {} : { publishedOn: new Date(publishedOn) }),
    ...(retrievedOn === undefined ? {} : { retrievedAt: retrievedOn && new Date(retrievedOn) }),
  };
}

async function refuseWrong(tx: Tx, viewer: Viewer, fields: SourceFields, ownId: number | null, now: Date): Promise<void> {
  const wrong = { ...whyNotSource(fields, localDay(now, viewer.zone)), ...(await whyNotCites(tx, fields.cites, ownId)) };
  const count = Object.keys(wrong).length;
  if (count > 0) throw new Refusal("invalid", reason("http.refusal.fields", { count }), { fields: wrong });
}

async function whyNotCites(tx: Tx, cites: readonly number[], ownId: number | null) {
  if (ownId !== null && cites.includes(ownId)) return { cites: reason("sources.whyNot.citesItself") };
  const known = await tx.evidenceSource.findMany({ where: { id: { in: [...cites] } }, select: { id: true } });
  const unknown = cites.filter((id) => !known.some((one) => one.id === id));
  if (unknown.length === 0) return {};
  return { cites: reason("sources.whyNot.citesUnknown", { sources: unknown.map(sourceCode).join(", "), n: unknown.length }) };
}

async function refuseOvertaken(tx: Tx, viewer: Viewer, { id, fields }: StoredSource, read: number, sent: SourceChanges): Promise<never> {
  const events = await tx.auditEvent.findMany({
    where: { subjectKind: "source", subjectId: String(id), action: "source.edited" },
    select: { actorName: true, at: true, after: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  const since = events.filter(({ after }) => Number(Reflect.get(Object(after), "revision") ?? 0) > read);
  const changed = since.flatMap(({ after }) => Object.keys(Object(after)));
  const [last] = since;
  const values = last && { who: last.actorName, time: dateWords(last.at, "dateTime", viewer.zone, viewer.locale) };
  const whyNot = values ? reason("sources.overtaken.by", values) : reason("sources.overtaken.unknown");
  throw new Refusal("conflict", whyNot, { fields: overtakenFields(fields, sent, last ? changed : null) });
}

/** Before the list goes out as a file. */
export async function recordSourceExport(viewer: Viewer, filters: SourceFilters, now: Date): Promise<void> {
  must(viewer, "risk:read");
  const event = { action: "risk.exported", subjectKind: "risk", subjectId: "sources", after: { ...filters } } as const;
  await inTransaction((tx) => recordAudit(tx, viewer, event, now));
}
