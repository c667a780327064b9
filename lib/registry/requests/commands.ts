import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { whyNotAnswer, whyNotAsk, whyNotWithdraw } from "@/lib/registry/requests/rules";
import type { AnswerRequest, MakeRequest } from "@/lib/registry/requests/schema";

export type MadeRequest = { id: number; name: string /** Other people who wait for the same name. */; others: number };

/** Asks for a tool by name. Who asks for what others wait for joins them: all are answered together. */
export async function makeRequest(viewer: Viewer, { tool: slug, ...asked }: MakeRequest, now: Date): Promise<MadeRequest> {
  must(viewer, "self");
  const { personId } = viewer;
  if (personId === null) refuse("forbidden", "http.refusal.forbidden");
  try {
    return await inTransaction(async (tx) => {
      const tool = slug ? await toolBySlug(tx, slug) : await toolNamed(tx, asked.name);
      if (slug && !tool) refuse("not-found", "registry.refusal.tool");
      const name = slug && tool ? tool.name : asked.name;
      const [waiting] = await tx.$queryRaw<[{ isAsked: boolean; open: number; others: number }]>`
        SELECT coalesce(bool_or(person_id = ${personId} AND squashed(name) = squashed(${name})), false) AS "isAsked",
          (count(*) FILTER (WHERE person_id = ${personId}))::int AS open,
          (count(*) FILTER (WHERE person_id <> ${personId} AND squashed(name) = squashed(${name})))::int AS others
        FROM tool_request WHERE status = 'OPEN'`;
      refuseIf("conflict", whyNotAsk({ name, ...waiting }));
      const request = {
        name,
        homepage: asked.homepage ?? null,
        category: asked.category ?? null,
        purpose: asked.purpose,
        toolId: tool?.id ?? null,
      };
      const { id } = await tx.toolRequest.create({ data: { ...request, personId, createdAt: now }, select: { id: true } });
      await recordAudit(tx, viewer, { action: "request.made", subjectKind: "request", subjectId: id, after: request }, now);
      return { id, name, others: waiting.others };
    });
  } catch (error) {
    // Pressed twice at once; the partial unique index let one through.
    if (broke(error, "tool_request_open")) refuse("conflict", "requests.whyNot.alreadyAsked", { name: asked.name });
    throw error;
  }
}

export async function withdrawRequest(viewer: Viewer, { id }: { id: number }, now: Date): Promise<{ name: string }> {
  must(viewer, "self");
  return inTransaction(async (tx) => {
    const request = await tx.toolRequest.findFirst({
      where: { id, personId: viewer.personId ?? 0 },
      select: { name: true, status: true },
    });
    if (!request) refuse("not-found", "http.refusal.notFound");
    refuseIf("conflict", whyNotWithdraw(request));
    const { count } = await tx.toolRequest.updateMany({ where: { id, status: "OPEN" }, data: { status: "WITHDRAWN" } });
    if (count === 0) refuse("conflict", "requests.whyNot.notOpen");
    await recordAudit(
      tx,
      viewer,
      { action: "request.withdrawn", subjectKind: "request", subjectId: id, before: { name: request.name } },
      now,
    );
    return { name: request.name };
  });
}

/** Answers everybody who waits for the same name, with a tool of the registry or with the reason why not. */
export async function answerRequest(
  viewer: Viewer,
  { id, tool: named, answer }: AnswerRequest & { id: number },
  now: Date,
): Promise<{ name: string; people: number }> {
  must(viewer, "registry:write");
  return inTransaction(async (tx) => {
    const request = await tx.toolRequest.findUnique({ where: { id }, select: { name: true, status: true } });
    if (!request) refuse("not-found", "http.refusal.notFound");
    refuseIf("conflict", whyNotAnswer(request));
    const tool = named ? await toolForAnswer(tx, named) : null;
    if (!tool && !answer) {
      throw new Refusal("invalid", reason("requests.whyNot.empty"), { fields: { answer: reason("requests.whyNot.empty") } });
    }
    const answered = await tx.$queryRaw<{ id: number }[]>`
      UPDATE tool_request SET status = 'ANSWERED', tool_id = ${tool?.id ?? null}, answer = ${answer ?? null}, answered_by_id = ${viewer.personId}, answered_at = ${now}
      WHERE status = 'OPEN' AND squashed(name) = squashed(${request.name}) RETURNING id`;
    if (answered.length === 0) refuse("conflict", "requests.whyNot.answered");
    const after = { tool: tool?.slug ?? null, answer: answer ?? null, requests: answered.map((one) => one.id).sort((a, b) => a - b) };
    await recordAudit(
      tx,
      viewer,
      { action: "request.answered", subjectKind: "request", subjectId: id, before: { name: request.name }, after },
      now,
    );
    return { name: request.name, people: answered.length };
  });
}

const NAMED = { id: true, slug: true, name: true } as const;

function toolBySlug(tx: Tx, slug: string) {
  return tx.tool.findFirst({ where: { slug, mergedIntoId: null }, select: NAMED });
}

/** The one tool that goes by this name, if it is one. */
async function toolNamed(tx: Tx, name: string) {
  const found = await tx.$queryRaw<{ id: number; slug: string; name: string }[]>`
    SELECT DISTINCT t.id, t.slug, t.name FROM tool_name n JOIN tool t ON t.id = n.tool_id WHERE n.name IN (folded(${name}), squashed(${name})) LIMIT 2`;
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function toolForAnswer(tx: Tx, named: string) {
  const tool = (await toolBySlug(tx, named)) ?? (await toolNamed(tx, named));
  if (tool) return tool;
  const unknown = reason("requests.whyNot.toolUnknown", { tool: named });
  throw new Refusal("invalid", unknown, { fields: { tool: unknown } });
}
