import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/registry/answer-words";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { VERDICT_TONES, VerdictTag } from "@/components/ui/verdict-tag";
import type { Fit } from "@/lib/registry/lookup/queries";
import { TYPED_MAX } from "@/lib/registry/lookup/schema";
import { NAME_MAX } from "@/lib/registry/requests/schema";
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
          maxLength={TYPED_MAX}
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
export type AnsweredHit = Answered & { fit: Fit };

/** Tools with the answer for this person, each leading to its page. */
export function AnsweredTools({ tools, label }: { tools: readonly Answered[]; label?: string }) {
  const t = useTranslations("answer.lookup");
  const words = useAnswerWords();
  return (
    <section className="mt-5 grid gap-2">
      {label && <h2>{label}</h2>}
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

/** What fits, best first: the one that is called so by itself, then the others, then what comes from a vendor of that name. */
export function FoundTools({ q, tools, hasMore }: { q: string; tools: readonly AnsweredHit[]; hasMore: boolean }) {
  const t = useTranslations("requests.lookup");
  const exact = tools.filter(({ fit }) => fit === "exact");
  const [only] = exact.length === 1 ? exact : [];
  const others = tools.filter((tool) => tool !== only && tool.fit !== "vendor");
  const vendors = Map.groupBy(
    tools.filter(({ fit }) => fit === "vendor"),
    ({ vendorName }) => vendorName,
  );
  const isAlike = tools[0]?.fit === "alike";
  return (
    <>
      <p role="status" className="mt-5 text-body-l">
        {isAlike ? t("alike", { query: q }) : t(hasMore ? "many" : "count", { n: tools.length, query: q })}
      </p>
      {only && <BestTool tool={only} />}
      {others.length > 0 && <AnsweredTools tools={others} {...(only && { label: t("also") })} />}
      {[...vendors].map(([vendor, ofVendor]) => (
        <AnsweredTools key={vendor} tools={ofVendor} label={t("fromVendor", { vendor })} />
      ))}
      {!only && <NotAmong q={q} />}
    </>
  );
}

function NotAmong({ q }: { q: string }) {
  const t = useTranslations("requests.lookup");
  return (
    <p className="mt-4 flex flex-wrap gap-x-2 text-ink-2">
      {t("notAmong")}
      <Link className="link" href={`/me/requests/new?${new URLSearchParams({ name: q.slice(0, NAME_MAX) })}`}>
        {t("askFor", { query: q })}
      </Link>
    </p>
  );
}

function BestTool({ tool: { slug, name, vendorName, verdict } }: { tool: Answered }) {
  const t = useTranslations("requests.lookup");
  const { line, details } = useAnswerWords()(name, verdict);
  const tone = VERDICT_TONES[verdict.kind];
  return (
    <section className="card mt-3 grid gap-2 text-body-l">
      <h2 className="flex flex-wrap items-baseline gap-x-3">
        <Link className="link" href={`/tools/${slug}`}>
          {name}
        </Link>
        <span className="text-body font-normal text-ink-2">{vendorName}</span>
      </h2>
      <p className={`flex gap-2.5 text-answer tone-${tone}`}>
        <span className="tone-ink mt-1.5 flex self-start [&>svg]:size-5">
          <Glyph tone={tone} />
        </span>
        {line}
      </p>
      {details[0] && <p>{details[0]}</p>}
      <p>
        <Link className="link" href={`/tools/${slug}`}>
          {t("whole")}
        </Link>
      </p>
    </section>
  );
}

/** Not in the catalogue: what that means. */
export function UnknownTool({ q }: { q: string }) {
  const t = useTranslations("requests.none");
  return (
    <div className="card mt-5 grid gap-1 text-body-l break-words" role="status">
      <h2>{t("title", { query: q })}</h2>
      <p>{t("text")}</p>
      <p className="text-ink-2">{t("spelling")}</p>
    </div>
  );
}
