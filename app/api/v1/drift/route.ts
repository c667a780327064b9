import { type Decided, decideDrift } from "@/lib/bans/drift/commands";
import { listDrift } from "@/lib/bans/drift/queries";
import { decideDriftSchema, driftListSchema } from "@/lib/bans/drift/schema";
import { done, route } from "@/lib/http/route";
import { type Reason, reason } from "@/lib/refusal";

export const GET = route("GET /api/v1/drift", { query: driftListSchema }, async ({ viewer, query }) =>
  done({ data: await listDrift(viewer, query) }),
);

export const POST = route("POST /api/v1/drift", { body: decideDriftSchema }, async ({ viewer, body, now }) => {
  const decided = await decideDrift(viewer, body, now);
  return done({ data: decided, say: saidOf(decided) });
});

function saidOf({ decision, count: n, bans }: Decided): Reason {
  if (decision === "dismiss") return reason("drift.said.dismissed", { n });
  const [first, ...others] = bans;
  if (first?.version != null && others.length === 0) return reason("drift.said.accepted", { n, code: first.code, version: first.version });
  return reason("drift.said.acceptedSeveral", { n, bans: bans.map(({ code }) => code).join(", ") });
}
