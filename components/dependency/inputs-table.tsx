import { useTranslations } from "next-intl";
import { ClaimLinks } from "@/components/hygiene/claim-links";
import { DataTable } from "@/components/ui/data-table";
import type { Tone } from "@/components/ui/glyph";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { ToolDependency } from "@/lib/risk/dependency/queries";
import type { DependencyInput, DependencyKey, InputOrigin, Level } from "@/lib/risk/dependency/rules";

const TONES: Record<InputOrigin, Tone> = { set: "ok", measured: "limits", assumed: "review" };

/** A level as people read it: the number and what it means of this input. */
export function useLevelWords() {
  const t = useTranslations("dependency");
  return (key: DependencyKey, level: Level) => t("value", { level, words: t(`levels.${key}.${level}`) });
}

/** Each input with its value, where that comes from, and why. */
export function InputsTable({ found: { dependency, set, usage }, path }: { found: ToolDependency; path: string }) {
  const t = useTranslations("dependency");
  const words = useLevelWords();
  return (
    <DataTable
      caption={t("caption")}
      isPlain
      address={{ path, search: {} }}
      rows={dependency.inputs}
      rowId={({ key }) => key}
      empty={null}
      columns={[
        {
          id: "input",
          header: t("columns.input"),
          cell: ({ key }) => (
            <>
              {t(`keys.${key}`)}
              <span className="block text-caption font-normal text-ink-2">{t(`asks.${key}`)}</span>
            </>
          ),
        },
        { id: "value", header: t("columns.value"), cell: ({ key, level }) => words(key, level) },
        {
          id: "origin",
          header: t("columns.origin"),
          cell: ({ origin }) => <Tag tone={TONES[origin]}>{t(`origin.${origin}`)}</Tag>,
        },
        { id: "why", header: t("columns.why"), cell: (input) => <Why input={input} set={set} usage={usage} /> },
      ]}
    />
  );
}

function Why({ input: { key, origin }, set, usage }: { input: DependencyInput } & Pick<ToolDependency, "set" | "usage">) {
  const t = useTranslations("dependency");
  const said = set[key];
  if (origin === "measured" && usage) return t("measuredWhy", { people: usage.people, of: usage.of });
  if (!said) return t("assumedWhy");
  return (
    <div className="grid min-w-56 gap-1">
      <p className="max-w-[60ch] break-words whitespace-pre-line">{said.reason}</p>
      {said.evidence && <p className="break-words text-ink-2">{said.evidence}</p>}
      <ClaimLinks claims={said.claims} />
      <p className="text-ink-2">{t.rich("setBy", { who: said.by ?? "–", when: () => <When at={said.at} kind="date" /> })}</p>
    </div>
  );
}
