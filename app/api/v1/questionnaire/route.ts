import { questionnaireWords } from "@/app/api/v1/questionnaire/words";
import { done, route } from "@/lib/http/route";
import { FRAMEWORKS } from "@/lib/risk/hygiene/frameworks";
import { weightsFrom, weightsInForce } from "@/lib/risk/hygiene/queries";
import { QUESTIONNAIRE, QUESTIONNAIRE_VERSION } from "@/lib/risk/hygiene/questionnaire";

export const GET = route("GET /api/v1/questionnaire", {}, async ({ viewer, locale }) => {
  const weights = weightsFrom(await weightsInForce(viewer));
  const words = questionnaireWords(locale);
  const categories = QUESTIONNAIRE.map(({ key, weight, questions }) => ({
    ...{ key, name: words(`categories.${key}`), weight: weights.categories.get(key) ?? weight, shippedWeight: weight },
    questions: questions.map((question) => ({
      ...{ key: question.key, title: words(`questions.${question.key}.title`), ask: words(`questions.${question.key}.ask`) },
      ...{ askedOf: question.askedOf, weight: weights.questions.get(question.key) ?? question.weight, shippedWeight: question.weight },
      sources: question.sources.map(({ framework, refs }) => ({
        framework,
        name: words(`frameworks.${framework}`),
        refs,
        url: FRAMEWORKS[framework],
      })),
    })),
  }));
  return done({ data: { version: QUESTIONNAIRE_VERSION, categories } });
});
