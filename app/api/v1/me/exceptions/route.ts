import { ownExceptions } from "@/lib/bans/exceptions/queries";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/v1/me/exceptions", {}, async ({ viewer }) => done({ data: { items: await ownExceptions(viewer) } }));
