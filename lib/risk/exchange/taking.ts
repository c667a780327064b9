import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import type { Tx } from "@/lib/db";
import { Refusal, reason } from "@/lib/refusal";
import { findingForChange, type StoredFinding } from "@/lib/risk/findings/change";
import { recordFinding } from "@/lib/risk/findings/record";
import { whyNotRecord } from "@/lib/risk/findings/rules";
import type { Justification } from "@/lib/risk/findings/schema";
import type { Prisma } from "@/prisma/generated/client";
import { findingOfOwnId, freeExternalId, isSame, merge, merged, partsOf, remarkOfKept, statusPath } from "./rules";
import { type ImportFormat, PARTS, type ReportRow, type Said, type Standing, type Statement } from "./schema";

type Given = { format: ImportFormat; statement: Statement; prefix: string };
type Taken = Pick<ReportRow, "outcome" | "findingId" | "said">;

/** Takes one statement in the caller's transaction and says what became of it. */
export async function takeStatement(tx: Tx, viewer: Viewer, given: Given, now: Date): Promise<ReportRow> {
  const { place, recordId, excerpt, remarks } = given.statement;
  const { outcome, findingId, said } = await taken(tx, viewer, given, now);
  return { place, recordId, excerpt, outcome, findingId, said: [...said, ...remarks] };
}

async function taken(tx: Tx, viewer: Viewer, given: Given, now: Date): Promise<Taken> {
  const { statement, prefix } = given;
  const own = findingOfOwnId(prefix, statement.recordId);
  if (own !== null) return compareOwn(tx, own, statement);
  const known = await originOf(tx, statement);
  return known ? update(tx, viewer, { ...given, ...known }, now) : add(tx, viewer, given, now);
}

const standingOf = ({ fields, ...finding }: StoredFinding): Standing => ({
  ...fields,
  status: finding.status,
  justification: finding.justification as Justification | null,
  action: finding.action,
  fix: finding.fix,
  fixVersion: finding.fixVersion,
  // Rows that SQL wrote may hold none at all.
  fixCandidates: finding.fixCandidates ?? [],
});

/** What we exported ourselves and comes back changes nothing, whatever it says meanwhile. */
async function compareOwn(tx: Tx, id: number, { toolId, said }: Statement): Promise<Taken> {
  const isHere = (await tx.finding.count({ where: { id, toolId } })) > 0;
  if (!isHere) return { outcome: "rejected", findingId: null, said: [reason("exchange.reject.ownGone", { code: `F-${id}` })] };
  const here = partsOf(standingOf(await findingForChange(tx, id)));
  const different = PARTS.filter((part) => Object.hasOwn(said, part) && !isSame(said[part], here[part]));
  if (different.length === 0) return { outcome: "unchanged", findingId: id, said: [] };
  return {
    outcome: "rejected",
    findingId: id,
    said: [reason("exchange.reject.ownDiffers", { code: `F-${id}` }), ...remarkOfKept(different)],
  };
}

type Known = { findingId: number; base: Said };

async function originOf(tx: Tx, { recordId, toolId, scope }: Statement): Promise<Known | null> {
  const origins = await tx.findingOrigin.findMany({
    where: { recordId, finding: { toolId } },
    select: { findingId: true, subject: true, values: true },
    orderBy: { findingId: "asc" },
  });
  const scopeOf = (subject: string) => subject.slice(subject.indexOf(":") + 1);
  // What speaks of every version speaks of what is held of some.
  const found =
    origins.find(({ subject }) => scopeOf(subject) === scope) ??
    (origins.length === 1 && (scope === "all" || scopeOf(origins[0]?.subject ?? "") === "all") ? origins[0] : undefined);
  return found ? { findingId: found.findingId, base: found.values as Said } : null;
}

async function add(tx: Tx, viewer: Viewer, { format, statement }: Given, now: Date): Promise<Taken> {
  const { recordId, toolId, scope, said, first } = statement;
  const { slug } = await tx.tool.findUniqueOrThrow({ where: { id: toolId }, select: { slug: true } });
  const taken = await tx.finding.findMany({ where: { externalId: { startsWith: recordId } }, select: { externalId: true } });
  const status = said.status ?? { status: "UNDER_INVESTIGATION", justification: null, action: null };
  const fix = said.fix ?? { fix: "NONE", fixVersion: null, fixCandidates: [] };
  const { openedOn, ...words } = first;
  const input = {
    ...words,
    ...status,
    ...fix,
    versionRange: said.versionRange === undefined ? first.versionRange : said.versionRange,
    toolId,
    openedOn: openedOn ?? now.toISOString().slice(0, 10),
    reviewOn: null,
    assessor: null,
    origin: format,
    externalId: freeExternalId(recordId, scope, slug, new Set(taken.flatMap(({ externalId }) => externalId ?? []))),
    claims: [],
    reason: reasonOf(format, statement),
  };
  try {
    const { id } = await recordFinding(tx, viewer, input, now);
    const values = { ...said, versionRange: input.versionRange } as unknown as Prisma.InputJsonValue;
    await tx.findingOrigin.create({
      data: { findingId: id, recordId, subject: `${slug}:${scope}`, values, at: now },
      select: { findingId: true },
    });
    return { outcome: "added", findingId: id, said: [] };
  } catch (error) {
    return rejectedBy(error, null);
  }
}

/** In the words of the format, not of a language: it stands in the finding's history. */
function reasonOf(format: ImportFormat, { recordId, first }: Statement): string {
  return `${format === "osv" ? "OSV" : "OpenVEX"}: ${recordId}${first.openedOn ? ` (${first.openedOn})` : ""}`;
}

function rejectedBy(error: unknown, findingId: number | null): Taken {
  if (!(error instanceof Refusal)) throw error;
  const fields = Object.values(error.fields);
  return { outcome: "rejected", findingId, said: fields.length > 0 ? fields : [error.reason] };
}

async function update(tx: Tx, viewer: Viewer, { format, statement, findingId, base }: Given & Known, now: Date): Promise<Taken> {
  const finding = await findingForChange(tx, findingId);
  const here = partsOf(standingOf(finding));
  const { changes, kept, base: next } = merge(here, base, saidBeside(statement, base));
  const after = merged(here, changes);
  const wrong = Object.values(whyNotRecord(after));
  if (wrong.length > 0) return { outcome: "rejected", findingId, said: wrong };
  if (!isSame(next, base)) {
    const values = next as unknown as Prisma.InputJsonValue;
    await tx.findingOrigin.update({ where: { findingId }, data: { values, at: now }, select: { findingId: true } });
  }
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged) await write(tx, viewer, { finding, after, why: reasonOf(format, statement), changes, before: here }, now);
  return { outcome: isChanged ? "updated" : "unchanged", findingId, said: remarkOfKept(kept) };
}

/** Versions that a document lists one by one do not narrow a range that is known from elsewhere. */
function saidBeside({ said, scope }: Statement, base: Said): Said {
  const { versionRange, ...rest } = said;
  const isList = typeof versionRange === "string" && !/[<>*]/.test(versionRange);
  const isKnown = typeof base.versionRange === "string" && /[<>]/.test(base.versionRange);
  return isKnown && (isList || scope === "all") ? rest : said;
}

type Written = { finding: StoredFinding; after: Standing; why: string; changes: Said; before: Required<Said> };

async function write(tx: Tx, viewer: Viewer, { finding, after, why, changes, before }: Written, now: Date): Promise<void> {
  const { id, status: from } = finding;
  const path = statusPath(from, after.status);
  const day = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  for (const between of path.slice(0, -1)) {
    await tx.finding.update({ where: { id }, data: { status: between, justification: null }, select: { id: true } });
    await step(tx, viewer, { id, before: from, after: between, fix: finding.fix, why, day }, now);
  }
  const { fixCandidates, ...rest } = after;
  const { revision } = await tx.finding.update({
    where: { id },
    data: { ...rest, fixCandidates: [...fixCandidates], revision: { increment: 1 }, updatedAt: now },
    select: { revision: true },
  });
  if (path.length > 0 || changes.fix) {
    await step(tx, viewer, { id, before: path.at(-2) ?? from, after: after.status, fix: after.fix, why, day }, now);
  }
  if (after.status !== "FIXED") {
    await tx.trustRestoration.updateMany({
      where: { findingId: id, status: "OPEN" },
      data: { status: "WITHDRAWN", settledAt: now, settleReason: why },
    });
  }
  const was = Object.fromEntries(Object.keys(changes).map((part) => [part, before[part as keyof Said]]));
  const event = { action: "finding.edited", subjectKind: "finding", subjectId: id, reason: why } as const;
  const values = { before: was as Prisma.InputJsonObject, after: { ...changes, revision } as unknown as Prisma.InputJsonObject };
  await recordAudit(tx, viewer, { ...event, ...values }, now);
}

type Step = {
  id: number;
  before: StoredFinding["status"];
  after: StoredFinding["status"];
  fix: StoredFinding["fix"];
  why: string;
  day: Date;
};

async function step(tx: Tx, viewer: Viewer, { id, before, after, fix, why, day }: Step, now: Date): Promise<void> {
  await tx.findingStep.create({
    data: { findingId: id, before, after, fix, effectiveOn: day, reason: why, byId: viewer.personId, at: now },
    select: { id: true },
  });
}
