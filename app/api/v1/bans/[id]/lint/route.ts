import { lintBan } from "@/lib/bans/lint/queries";
import { whyNotLint } from "@/lib/bans/lint/rules";
import { lintParams } from "@/lib/bans/lint/schema";
import { spokenValues } from "@/lib/bans/lint/spoken";
import { done, route } from "@/lib/http/route";
import { sentenceOf } from "@/lib/http/sentences";
import type { Reason } from "@/lib/refusal";

export const GET = route("GET /api/v1/bans/{id}/lint", { params: lintParams }, async ({ viewer, params, now, locale }) => {
  const { version, answered, findings, acceptances } = await lintBan(viewer, params.id, now);
  const word = (group: string, value: string) => {
    const key = `${group}.${value}`;
    const said = sentenceOf({ key }, locale);
    return said === key ? null : said;
  };
  const say = (why: Reason | null) => why && sentenceOf(why, locale);
  return done({
    data: {
      asOf: now,
      version: version.number,
      whyNotSubmit: say(whyNotLint(findings, acceptances, "submission")),
      whyNotPublish: say(whyNotLint(findings, acceptances, "publication")),
      findings: answered.map((finding) => ({
        ...finding,
        sentence: sentenceOf({ key: `lint.check.${finding.check}`, values: spokenValues(finding.values, locale, word) }, locale),
      })),
    },
  });
});
