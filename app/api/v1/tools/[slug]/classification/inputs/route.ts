import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import { setInput } from "@/lib/risk/classes/inputs";
import { setInputSchema } from "@/lib/risk/classes/schema";

export const POST = route(
  "POST /api/v1/tools/{slug}/classification/inputs",
  { params: slugParams, body: setInputSchema },
  async ({ viewer, params, body, now }) => {
    const set = await setInput(viewer, { ...params, ...body }, now);
    return done({
      data: set,
      status: 201,
      seeOther: `/tools/${params.slug}/class`,
      say: reason(set.changed ? "classes.said.setChanged" : "classes.said.set", { class: set.class }),
      headers: { location: `/api/v1/tools/${params.slug}/classification` },
    });
  },
);
