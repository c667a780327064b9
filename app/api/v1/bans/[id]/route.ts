import { editBan } from "@/lib/bans/commands";
import { saveStep } from "@/lib/bans/edit/commands";
import { pageAfter } from "@/lib/bans/edit/rules";
import { stepFormSchema } from "@/lib/bans/edit/schema";
import { getBan } from "@/lib/bans/queries";
import { derive } from "@/lib/bans/rules";
import { banParams, editBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}", { params: banParams }, async ({ viewer, params, now }) => {
  const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
  return done({ data: { ...ban, ...derive({ ...ban, reviewOn: ban.content.reviewOn ?? null }, now) } });
});

export const PATCH = route("PATCH /api/v1/bans/{id}", { params: banParams, body: editBanSchema }, async ({ viewer, params, body, now }) =>
  done({ data: await editBan(viewer, { banId: params.id, ...body }, now) }),
);

export const POST = route("POST /api/v1/bans/{id}", { params: banParams, body: stepFormSchema }, async ({ viewer, params, body, now }) => {
  const saved = await saveStep(viewer, { banId: params.id, form: body }, now);
  const next = pageAfter(saved.code, body);
  return done({ data: saved, ...(next === null ? {} : { seeOther: next }) });
});
