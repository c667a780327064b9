import type { z } from "zod";
import type { Locale } from "@/i18n/config";
import type { Viewer } from "@/lib/auth/viewer";
import { type Done, done } from "@/lib/http/done";
import { parseIn } from "@/lib/http/sentences";
import { openUpload } from "@/lib/http/upload";
import { Refusal, reason } from "@/lib/refusal";
import { addAttachment } from "@/lib/risk/attachments/commands";
import { type Place, uploadFields, type uploadQuery } from "@/lib/risk/attachments/schema";

type Facts = { viewer: Viewer; query: z.output<typeof uploadQuery>; request: Request; now: Date; locale: Locale };

/** One file of a form, or a raw body. */
export async function keep(place: Place, { viewer, query, request, now, locale }: Facts): Promise<Done> {
  const { stream, fields, fileName } = await openUpload(request);
  try {
    const said = parseIn(uploadFields, { note: fields.note }, locale);
    if (!said.success)
      throw new Refusal("invalid", reason("http.refusal.fields", { count: 1 }), { fields: { note: reason("attachments.whyNot.note") } });
    const name = query.name ?? fileName;
    const { id, ...added } = await addAttachment(viewer, { place, stream, name, note: said.data.note ?? query.note ?? null }, now);
    return done({
      data: { id, ...added },
      status: 201,
      seeOther: `/${place.kind}s/${place.id}`,
      say: reason("attachments.result.added", { name: added.name }),
      headers: { location: `/api/v1/attachments/${id}/content` },
    });
  } finally {
    stream.destroy();
  }
}
