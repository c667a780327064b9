import { useFormatter, useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { Band, Dependency } from "@/lib/risk/dependency/rules";

const TONES: Record<Band, Tone> = { light: "ok", noticeable: "limits", heavy: "due" };

/** The ratio in figures: two places at most. */
export function useRatioWords(): (ratio: number) => string {
  const format = useFormatter();
  return (ratio) => format.number(ratio, { maximumFractionDigits: 2 });
}

/** The number with how it comes about, in words beside it. */
export function RatioPanel({ dependency }: { dependency: Dependency }) {
  const t = useTranslations("dependency");
  const words = useRatioWords();
  const { inputs, ratio, band, assumed } = dependency;
  const level = (key: string) => inputs.find((input) => input.key === key)?.level ?? 0;
  return (
    <Panel title={t("ratio", { ratio: words(ratio) })} aside={<Tag tone={TONES[band]}>{t(`bandTag.${band}`)}</Tag>}>
      <p className="tabular-nums">
        {t("formula", {
          dependence: String(level("dependence")),
          penetration: String(level("penetration")),
          maturity: String(level("maturity")),
          trust: String(level("trust")),
          ratio: words(ratio),
        })}
      </p>
      <p>{t(`band.${band}`)}</p>
      {assumed.length > 0 && <p className="text-ink-2">{t("assumed", { n: assumed.length })}</p>}
      <p className="text-ink-2">{t("notDecided")}</p>
    </Panel>
  );
}
