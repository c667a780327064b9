import type { Locale } from "@/i18n/config";
import type { Viewer } from "@/lib/auth/viewer";
import { type Done, done } from "@/lib/http/done";
import { fieldsObject } from "@/lib/http/fields";
import { parseIn } from "@/lib/http/sentences";
import { openUpload } from "@/lib/http/upload";
import { getImport } from "@/lib/inventory/imports/queries";
import { receiveInventory } from "@/lib/inventory/ingest";
import { statedIn } from "@/lib/inventory/ingest/arrival";
import { type DeliveryQuery, deliveryForm, idempotencyKey } from "@/lib/inventory/schema";
import { Refusal, reason, refuse } from "@/lib/refusal";
import type { SourceSystem } from "@/prisma/generated/enums";
import { importAnswer } from "../imports/import-answer";

type Facts = { viewer: Viewer; query: DeliveryQuery; request: Request; now: Date; locale: Locale };

/** Intune's file lists what somebody filtered for unless they say otherwise; the others list a machine. */
const COMPLETE_UNLESS_SAID: Record<SourceSystem, boolean> = { OSQUERY: true, FLEET: true, INTUNE: false };

type Said = { instance: string; key: string; isComplete: boolean; collectedAt: string | undefined };

function saidByForm(fields: Record<string, string>, { viewer, locale }: Facts): Said {
  const schema = deliveryForm(viewer.zone);
  const parsed = parseIn(schema, fieldsObject(Object.entries(fields), schema), locale);
  if (parsed.success) {
    const { instance, complete, collected_at, key } = parsed.data;
    return { instance, key, isComplete: complete, collectedAt: collected_at };
  }
  const named = parsed.error.issues.map(({ path, message }) => [String(path[0]), reason(message)] as const);
  throw new Refusal("invalid", reason("http.refusal.fields", { count: named.length }), { fields: Object.fromEntries(named) });
}

function saidByMachine(system: SourceSystem, { query, request }: Facts): Said {
  const key = idempotencyKey.safeParse(request.headers.get("idempotency-key") ?? undefined);
  if (!key.success) refuse("invalid", "inventory.whyNot.keyMissing");
  return {
    instance: query.instance,
    key: key.data,
    isComplete: query.complete ?? COMPLETE_UNLESS_SAID[system],
    collectedAt: query.collected_at,
  };
}

/** One delivery of one system, from a collector or from the upload page. */
export async function receive(system: SourceSystem, facts: Facts): Promise<Done> {
  const { viewer, request, now, locale } = facts;
  const stated = statedIn(request.headers);
  const { stream, fields } = await openUpload(request);
  try {
    const said = "_idempotency" in fields ? saidByForm(fields, facts) : saidByMachine(system, facts);
    const { importId, isKnown } = await receiveInventory(
      viewer,
      {
        system,
        instance: said.instance,
        idempotencyKey: said.key,
        isComplete: said.isComplete,
        collectedAt: said.collectedAt ? new Date(said.collectedAt) : now,
        stated,
        bytes: Number(request.headers.get("content-length")) || null,
        stream,
      },
      now,
    );
    const found = (await getImport(viewer, importId)) ?? refuse("not-found", "http.refusal.notFound");
    return done({
      data: importAnswer(found, locale),
      status: isKnown ? 200 : 201,
      seeOther: `/imports/${importId}`,
      headers: { location: `/api/v1/imports/${importId}` },
    });
  } finally {
    stream.destroy();
  }
}
