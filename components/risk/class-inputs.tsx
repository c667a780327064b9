import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useClassWords } from "@/components/risk/class-words";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ClaimMention, ShownInput, ToolClass } from "@/lib/risk/classes/queries";

type Props = { slug: string; inputs: readonly ShownInput[]; evidence: ToolClass["evidence"]; canEdit: boolean };

/** Each input with its value in words, who set it, when and why. */
export function ClassInputs({ slug, inputs, evidence, canEdit }: Props) {
  const t = useTranslations("classes.inputs");
  const words = useClassWords();
  return (
    <Panel id="inputs" title={t("title")}>
      <p className="mb-3 text-ink-2">{t("lead")}</p>
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {inputs.map((input) => (
          <Entry key={input.input} name={words.input(input.input)} value={input.value} isAssumed={input.isAssumed}>
            <Setting of={input} />
            {canEdit && (
              <Link
                className="link"
                href={`/tools/${slug}/class?input=${input.input}#change`}
                aria-label={t("changeNamed", { input: words.input(input.input) })}
              >
                {t("change")}
              </Link>
            )}
          </Entry>
        ))}
        <Entry name={words.input("exploitation")} value={evidence.value} isAssumed={false}>
          <p className="text-ink-2">{t("computed")}</p>
          {evidence.claims.length > 0 ? <Claims claims={evidence.claims} /> : <p className="text-ink-2">{t("noClaim")}</p>}
        </Entry>
      </ul>
    </Panel>
  );
}

function Entry({ name, value, isAssumed, children }: { name: string; value: string; isAssumed: boolean; children: ReactNode }) {
  const t = useTranslations("classes.inputs");
  const words = useClassWords();
  return (
    <li className="grid min-w-0 content-start gap-0.5 border-t border-line pt-2">
      <h3 className="text-caption font-normal text-ink-2">{name}</h3>
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        {words.value(value)}
        {isAssumed && (
          <Tag tone="review" isOutline>
            {t("assumed")}
          </Tag>
        )}
      </p>
      <p>{words.meaning(value)}</p>
      {children}
    </li>
  );
}

function Setting({ of: { set, isAssumed } }: { of: ShownInput }) {
  const t = useTranslations("classes.inputs");
  if (!set) return <p className="text-ink-2">{t("assumedWhy")}</p>;
  const when = () => <When at={set.at} />;
  return (
    <>
      {isAssumed && <p className="text-ink-2">{t("unknownWhy")}</p>}
      <p className="text-ink-2">{set.by ? t.rich("set", { name: set.by, when }) : t.rich("setBySystem", { when })}</p>
      <p className="break-words">
        <span className="text-ink-2">{t("reason")}:</span> {set.reason}
      </p>
      {set.evidence && (
        <p className="break-words">
          <span className="text-ink-2">{t("evidence")}:</span> {set.evidence}
        </p>
      )}
      {set.claims.length > 0 && <Claims claims={set.claims} />}
    </>
  );
}

function Claims({ claims }: { claims: readonly ClaimMention[] }) {
  const t = useTranslations("classes.inputs");
  return (
    <ul aria-label={t("claims")} className="grid gap-0.5">
      {claims.map(({ id, statement }) => (
        <li key={id}>
          <Link className="link" href={`/claims/${id}`}>
            {t("claim", { id: String(id), statement: cut(statement) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function cut(text: string): string {
  return text.length > 110 ? `${text.slice(0, 108).trimEnd()}…` : text;
}
