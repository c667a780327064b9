import { draftBan } from "@/lib/bans/commands";
import { stepPath } from "@/lib/bans/edit/rules";
import { listBans } from "@/lib/bans/queries";
import { banListSchema, draftBanSchema } from "@/lib/bans/schema";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/bans", { query: banListSchema }, async ({ viewer, query }) =>
  done({ data: await listBans(viewer, query) }),
);

export const POST = route("POST /api/v1/bans", { body: draftBanSchema }, async ({ viewer, body, now }) => {
  const drafted = await draftBan(viewer, body, now);
  return done({
    data: drafted,
    status: 201,
    seeOther: stepPath(drafted.code, "scope"),
    headers: { location: `/api/v1/bans/${drafted.code}` },
  });
});
