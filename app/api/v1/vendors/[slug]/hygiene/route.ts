import { hygieneAnswer } from "@/app/api/v1/questionnaire/hygiene-answer";
import { route } from "@/lib/http/route";
import { hygieneQuery, subjectParams } from "@/lib/risk/hygiene/schema";

export const GET = route(
  "GET /api/v1/vendors/{slug}/hygiene",
  { params: subjectParams, query: hygieneQuery },
  async ({ params, query, ...asked }) => hygieneAnswer({ kind: "vendor", ...params }, { ...asked, format: query.format }),
);
