import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { setWeight } from "@/lib/risk/hygiene/commands";
import { weightSchema } from "@/lib/risk/hygiene/schema";

export const POST = route("POST /api/v1/questionnaire/weights", { body: weightSchema }, async ({ viewer, body, now }) => {
  const { id } = await setWeight(viewer, body, now);
  return done({
    data: { id, scope: body.scope, key: body.key, weight: body.weight },
    status: id === null ? 200 : 201,
    seeOther: `/hygiene#${body.key}`,
    say: reason("hygiene.weights.said"),
  });
});
