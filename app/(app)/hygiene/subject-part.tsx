import { AnswerForm } from "@/components/hygiene/answer-form";
import { AnswerHistory } from "@/components/hygiene/answer-history";
import { AnswerSheet } from "@/components/hygiene/answer-sheet";
import { ShownFilter } from "@/components/hygiene/shown-filter";
import { SubjectHygiene } from "@/components/hygiene/subject-hygiene";
import { type Address, hrefWith, type SearchParams } from "@/components/ui/address";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { answerHistory, claimChoices, hygieneOfSubject, type Subject } from "@/lib/risk/hygiene/queries";
import { hygienePageSchema } from "@/lib/risk/hygiene/schema";

type Props = { viewer: Viewer; subject: Subject; search: SearchParams };

/** What is known of one tool or vendor, with the form of the question that the address names. */
export async function SubjectPart({ viewer, subject, search }: Props) {
  const { answer, show } = hygienePageSchema.parse(search);
  const mayWrite = can(viewer, "risk:write");
  const question = mayWrite ? answer : undefined;
  const [found, past, claims] = await Promise.all([
    hygieneOfSubject(viewer, subject),
    question ? answerHistory(viewer, subject, question) : [],
    question ? claimChoices(viewer, subject) : [],
  ]);
  const address: Address = { path: `/${subject.kind}s/${subject.slug}/hygiene`, search };
  const given = question && found.answers.get(question);
  const own = given && given.from.kind === subject.kind && given.from.id === subject.id ? given : null;
  return (
    <div className="grid gap-5">
      <ShownFilter address={address} show={show} />
      <SubjectHygiene
        found={found}
        address={address}
        show={show}
        mayWrite={mayWrite}
        now={clockNow()}
        open={
          question
            ? {
                question,
                form: (
                  <div className="mt-2 grid gap-4">
                    <AnswerForm
                      key={question}
                      subject={subject}
                      question={question}
                      own={own}
                      claims={claims}
                      cancelHref={`${hrefWith(address, { answer: null })}#${question}`}
                    />
                    <AnswerHistory past={past} />
                  </div>
                ),
              }
            : null
        }
      />
      {mayWrite && <AnswerSheet subject={subject} />}
    </div>
  );
}
