import { getBan } from "@/lib/bans/queries";
import { banParams } from "@/lib/bans/schema";
import { listConfirmations } from "@/lib/compliance/confirmations/queries";
import { confirmationListSchema } from "@/lib/compliance/confirmations/schema";
import { done, route } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";

export const GET = route(
  "GET /api/v1/bans/{id}/confirmations",
  { params: banParams, query: confirmationListSchema },
  async ({ viewer, params, query }) => {
    const ban = (await getBan(viewer, params.id)) ?? refuse("not-found", "bans.refusal.notFound");
    return done({ data: await listConfirmations(viewer, ban.id, query) });
  },
);
