import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import { takeStep } from "@/lib/inventory/triage/commands";
import { listSteps } from "@/lib/inventory/triage/queries";
import { saidOf } from "@/lib/inventory/triage/said/rules";
import { stepListSchema, stepSchema } from "@/lib/inventory/triage/schema";

export const GET = route("GET /api/v1/triage/actions", { query: stepListSchema }, async ({ viewer, query }) =>
  done({ data: await listSteps(viewer, query) }),
);

export const POST = route("POST /api/v1/triage/actions", { body: stepSchema }, async ({ viewer, body, now, locale }) => {
  const step = await takeStep(viewer, body, now);
  const leftOut = step.leftOut.map(({ id, name, why }) => ({ id, name, reason: sentenceOf(why, locale) }));
  return done({
    data: { ...step, leftOut },
    status: 201,
    say: saidOf(step),
    ...(step.deed === "created" && step.tool ? { seeOther: `/tools/${step.tool.slug}` } : {}),
  });
});
