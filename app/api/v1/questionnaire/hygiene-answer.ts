import { questionnaireWords } from "@/app/api/v1/questionnaire/words";
import type { Locale } from "@/i18n/config";
import type { Viewer } from "@/lib/auth/viewer";
import { csvAnswer } from "@/lib/http/csv";
import type { Done } from "@/lib/http/done";
import { limitRate } from "@/lib/http/rate";
import { done } from "@/lib/http/route";
import { refuse } from "@/lib/refusal";
import { recordHygieneExport } from "@/lib/risk/hygiene/commands";
import { findSubject, type GivenAnswer, type HygieneOfSubject, hygieneOfSubject } from "@/lib/risk/hygiene/queries";
import { QUESTIONNAIRE, QUESTIONS } from "@/lib/risk/hygiene/questionnaire";
import { isStale, LEAST_COVERAGE } from "@/lib/risk/hygiene/rules";
import type { SubjectRef } from "@/lib/risk/hygiene/schema";

type Asked = { viewer: Viewer; now: Date; locale: Locale; request: Request; format: "json" | "csv" | undefined };

/** What is known of a tool or vendor, for machines, or as the file that people fill in. */
export async function hygieneAnswer(ref: SubjectRef, { viewer, now, locale, request, format }: Asked): Promise<Done | Response> {
  const subject = await findSubject(viewer, ref);
  if (!subject) refuse("not-found", `registry.refusal.${ref.kind}`);
  const wantsCsv = format === "csv" || (!format && request.headers.get("accept")?.startsWith("text/csv"));
  const found = await hygieneOfSubject(viewer, subject);
  if (!wantsCsv) return done({ data: dataOf(found, now) });
  await limitRate("export", `person-${viewer.personId}`);
  const rows = rowsOf(found, locale);
  await recordHygieneExport(viewer, subject, rows.length, now);
  return csvAnswer({ fileName: `hygiene-${subject.slug}-${now.toISOString().slice(0, 10)}.csv`, header: HEADER, rows });
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 1_000);

function dataOf({ subject, hygiene, weights, answers }: HygieneOfSubject, now: Date): object {
  const { kind, slug, name } = subject;
  const categories = QUESTIONNAIRE.map(({ key, questions }) => {
    const { score, coverage, ...counted } = hygiene.categories.find((category) => category.key === key) ?? { score: null, coverage: 0 };
    return {
      ...counted,
      ...{ score: rounded(score), coverage: rounded(coverage) },
      questions: questions.map((question) => ({
        ...{ key: question.key, askedOf: question.askedOf, weight: weights.questions.get(question.key) ?? question.weight },
        given: givenOf(answers.get(question.key), now),
      })),
    };
  });
  return {
    subject: { kind, slug, name },
    score: rounded(hygiene.score),
    coverage: rounded(hygiene.coverage),
    leastCoverage: LEAST_COVERAGE,
    ...{ answered: hygiene.answered, applicable: hygiene.applicable },
    categories,
  };
}

function givenOf(given: GivenAnswer | undefined, now: Date): object | null {
  if (!given) return null;
  const { id, answer, reason, evidence, claims, by, at, from } = given;
  return {
    ...{ id, answer, reason, evidence, claims: claims.map((claim) => claim.id), by, at, isStale: isStale(at, now) },
    from: { kind: from.kind, slug: from.slug, name: from.name },
  };
}

/** Whoever fills the file in changes `answer`, `reason`, `evidence` and `claims`; `answer_id` says what they had read. */
const HEADER = [
  ...["category", "question", "ask", "answer", "reason", "evidence", "claims"],
  ...["answered_for", "answered_by", "answered_at_utc", "answer_id"],
];

function rowsOf({ subject, answers }: HygieneOfSubject, locale: Locale) {
  const words = questionnaireWords(locale);
  return QUESTIONS.map(({ key, category }) => {
    const given = answers.get(key);
    const isOwn = given?.from.kind === subject.kind && given.from.id === subject.id;
    return [
      ...[words(`categories.${category}`), key, words(`questions.${key}.ask`), given?.answer, given?.reason, given?.evidence],
      ...[given?.claims.map(({ id }) => id).join(" "), given?.from.name, given?.by, given?.at, isOwn ? given.id : 0],
    ];
  });
}
