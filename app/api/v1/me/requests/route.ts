import { done, route } from "@/lib/http/route";
import { ownRequests } from "@/lib/registry/requests/queries";

export const GET = route("GET /api/v1/me/requests", {}, async ({ viewer }) => done({ data: { items: await ownRequests(viewer) } }));
