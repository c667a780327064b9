import { done, route } from "@/lib/http/route";
import { listProposals } from "@/lib/risk/classes/proposals/queries";
import { proposalListSchema } from "@/lib/risk/classes/proposals/schema";

export const GET = route("GET /api/v1/class-proposals", { query: proposalListSchema }, async ({ viewer, query }) =>
  done({ data: await listProposals(viewer, query) }),
);
