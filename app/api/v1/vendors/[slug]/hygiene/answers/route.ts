import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { answerQuestion } from "@/lib/risk/hygiene/commands";
import { answerSchema, subjectParams } from "@/lib/risk/hygiene/schema";

export const POST = route(
  "POST /api/v1/vendors/{slug}/hygiene/answers",
  { params: subjectParams, body: answerSchema },
  async ({ viewer, params, body, now }) => {
    const { id } = await answerQuestion(viewer, { kind: "vendor", ...params }, body, now);
    return done({
      data: { id, question: body.question, answer: body.answer },
      status: id === null ? 200 : 201,
      seeOther: `/vendors/${params.slug}/hygiene#${body.question}`,
      say: reason(id === null ? "hygiene.form.saidBack" : "hygiene.form.said"),
      headers: { location: `/api/v1/vendors/${params.slug}/hygiene` },
    });
  },
);
