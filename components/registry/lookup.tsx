import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/registry/answer-words";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { VerdictTag } from "@/components/ui/verdict-tag";
import type { Verdict } from "@/lib/registry/rules";

/** Works as a plain GET form; Chinese input methods are left alone because nothing happens before the button. */
export function LookupForm({ q }: { q: string }) {
  const t = useTranslations("answer.lookup");
  return (
    <search>
      <Form action="/tools" className="card lookup flex flex-wrap items-end gap-3 text-body-l">
        <Field
          name="q"
          type="search"
          label={t("label")}
          hint={t("hint")}
          defaultValue={q}
          maxLength={200}
          required
          autoComplete="off"
          className="min-w-0 grow basis-60"
        />
        <button type="submit" className={buttonClass({ variant: "primary", size: "large" })}>
          {t("button")}
        </button>
      </Form>
    </search>
  );
}

export type Answered = { slug: string; name: string; vendorName: string; verdict: Verdict };

/** Tools with the answer for this person, each leading to its page. */
export function AnsweredTools({ tools, label }: { tools: readonly Answered[]; label: string }) {
  const t = useTranslations("answer.lookup");
  const words = useAnswerWords();
  return (
    <section className="mt-5 grid gap-2">
      <h2>{label}</h2>
      <ul className="card grid p-0">
        {tools.map(({ slug, name, vendorName, verdict }) => (
          <li
            key={slug}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-5 py-3 last:border-b-0"
          >
            <div className="min-w-0">
              <Link className="link text-body-l font-semibold" href={`/tools/${slug}`}>
                {name}
              </Link>
              <p className="text-ink-2">{t("by", { vendor: vendorName, answer: words(name, verdict).line })}</p>
            </div>
            <VerdictTag verdict={verdict.kind} from={verdict.ban?.cutoffAt ?? null} {...(verdict.ban && { zone: verdict.ban.zone })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function UnknownTool({ q }: { q: string }) {
  const t = useTranslations("answer.none");
  return (
    <div className="card mt-5" role="status">
      <h2>{t("text", { query: q })}</h2>
      <p className="mt-1 text-body-l">{t("detail")}</p>
    </div>
  );
}
