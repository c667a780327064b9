import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";
import { refuseOvertaken, type StoredTool, toolForChange } from "@/lib/registry/tools/commands";
import { matchValueOf, whyNotShared, whyNotValue } from "@/lib/registry/tools/identifiers/rules";
import type { AddIdentifier, AddIdentifiers, EditIdentifier, NewIdentifier } from "@/lib/registry/tools/identifiers/schema";
import { sharedWith } from "@/lib/registry/tools/identifiers/shared";
import type { Confidence, IdentifierKind } from "@/prisma/generated/enums";

type Stored = {
  toolId: number;
  kind: IdentifierKind;
  value: string;
  matchValue: string;
  confidence: Confidence;
  source: string;
  note: string | null;
};

/**
 * Within the caller's transaction, after its `must` and inside its `changingIdentifiers`: refuses what the tool has already, writes,
 * records. Whether other tools are meant too is the caller's question (`sharedWith`). Answers the ids in the order given.
 */
export async function addIdentifiersIn(tx: Tx, viewer: Viewer, { toolId, identifiers }: AddIdentifiers, now: Date): Promise<number[]> {
  const [tool] = await tx.tool.updateManyAndReturn({
    where: { id: toolId, mergedIntoId: null },
    data: { revision: { increment: 1 } },
    select: { slug: true, name: true, revision: true },
  });
  if (!tool) refuse("not-found", "registry.refusal.tool");
  const data = identifiers.map((identifier) => stored(toolId, identifier));
  await refuseRepeated(tx, tool, data);
  const added = await tx.identifier.createManyAndReturn({ data, select: { id: true } }).catch(refuseTaken);
  await recordAudit(
    tx,
    viewer,
    {
      action: "identifier.added",
      subjectKind: "tool",
      subjectId: tool.slug,
      after: { identifiers: data.map(({ toolId: _, ...identifier }) => identifier), revision: tool.revision },
    },
    now,
  );
  return added.map(({ id }) => id);
}

function stored(toolId: number, given: NewIdentifier): Stored {
  const { kind, value, confidence, source, note } = given;
  return { toolId, kind, value, matchValue: matchValueOf(given), confidence, source, note };
}

/** Two spellings that are compared as the same are one identifier. */
async function refuseRepeated(tx: Tx, tool: { name: string; slug: string }, added: readonly Stored[]): Promise<void> {
  const keys = added.map(({ kind, matchValue }) => `${kind} ${matchValue}`);
  const twice = keys.find((key, at) => keys.indexOf(key) < at);
  if (twice) throw repeated("tools.identifier.twice", { value: twice });
  const toolId = added[0]?.toolId ?? 0;
  const matchValues = added.map(({ matchValue }) => matchValue);
  const there = await tx.identifier.findMany({
    where: { toolId, matchValue: { in: matchValues } },
    select: { kind: true, value: true, matchValue: true },
  });
  const first = there.find(({ kind, matchValue }) => keys.includes(`${kind} ${matchValue}`));
  if (first) throw repeated("tools.identifier.there", { value: first.value, tool: tool.name, address: `/tools/${tool.slug}/identifiers` });
}

function repeated(key: string, values: Record<string, string>): Refusal {
  return new Refusal("conflict", reason(key, values), { fields: { value: reason(key, values) } });
}

function refuseTaken(error: unknown): never {
  if (broke(error, "identifier_tool_id_kind_value_key")) refuse("conflict", "tools.identifier.race");
  throw error;
}

/** Adds one to the tool and looks at every inventory, count and ban again with it. */
export async function addIdentifier(
  viewer: Viewer,
  { slug, isShared, ...identifier }: AddIdentifier & { slug: string },
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  refuseFields(whyNotValue(identifier));
  return inTransaction(
    (tx) =>
      changingIdentifiers(tx, now, async () => {
        const tool = await toolForChange(tx, slug);
        const others = await sharedWith(tx, { toolId: tool.id, kind: identifier.kind, matchValue: matchValueOf(identifier) });
        refuseFields(whyNotShared(others, { isShared, note: identifier.note }), "conflict");
        const [id = 0] = await addIdentifiersIn(tx, viewer, { toolId: tool.id, identifiers: [identifier] }, now);
        return { id };
      }),
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

function refuseFields(fields: ReturnType<typeof whyNotValue>, code: "invalid" | "conflict" = "invalid"): void {
  const [first] = Object.values(fields ?? {});
  if (fields && first) throw new Refusal(code, first, { fields });
}

type Named = { slug: string; id: number };

/** Confidence, source and note; kind and value stay. What has to be looked at under a ban follows the confidence. */
export async function editIdentifier(
  viewer: Viewer,
  { slug, id, revision, ...changes }: EditIdentifier & Named & { revision?: number | undefined },
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  const { confidence, source, note } = changes;
  const data = { ...(confidence && { confidence }), ...(source && { source }), ...(note === undefined ? {} : { note }) };
  return inTransaction(
    (tx) =>
      changingIdentifiers(tx, now, async () => {
        const tool = await toolForChange(tx, slug);
        if (revision !== undefined && revision !== tool.revision) await refuseOvertaken(tx, viewer, tool, revision, {});
        const before = await identifierOf(tx, tool, id);
        await tx.identifier.update({ where: { id }, data, select: { id: true } });
        const raised = await raiseRevision(tx, viewer, tool);
        const after = { kind: before.kind, value: before.value, ...data, revision: raised };
        await recordAudit(tx, viewer, { action: "identifier.edited", subjectKind: "tool", subjectId: slug, before, after }, now);
        return { id };
      }),
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

export async function removeIdentifier(
  viewer: Viewer,
  { slug, id, reason: because }: Named & { reason: string },
  now: Date,
): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(
    (tx) =>
      changingIdentifiers(tx, now, async () => {
        const tool = await toolForChange(tx, slug);
        const before = await identifierOf(tx, tool, id);
        await tx.identifier.deleteMany({ where: { id } });
        const after = { revision: await raiseRevision(tx, viewer, tool) };
        const event = { action: "identifier.removed", subjectKind: "tool", subjectId: slug, before, after, reason: because } as const;
        await recordAudit(tx, viewer, event, now);
      }),
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

async function identifierOf(tx: Tx, { id: toolId }: StoredTool, id: number) {
  const found = await tx.identifier.findFirst({
    where: { id, toolId },
    select: { kind: true, value: true, matchValue: true, confidence: true, source: true, note: true },
  });
  return found ?? refuse("not-found", "tools.identifier.gone");
}

async function raiseRevision(tx: Tx, viewer: Viewer, tool: StoredTool): Promise<number> {
  const changed = await tx.tool.updateMany({ where: { id: tool.id, revision: tool.revision }, data: { revision: { increment: 1 } } });
  if (changed.count === 0) await refuseOvertaken(tx, viewer, tool, tool.revision, {});
  return tool.revision + 1;
}
