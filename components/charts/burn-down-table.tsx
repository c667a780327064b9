import { useFormatter, useTranslations } from "next-intl";
import { type BurnDownData, planAt, scopeAt } from "@/components/charts/burn-down-shape";
import { buttonClass } from "@/components/ui/button";
import { When } from "@/components/ui/when";

/** The numbers of the picture. */
export function BurnDownTable({ data, caption }: { data: BurnDownData; caption: string }) {
  const t = useTranslations("ui.chart");
  const format = useFormatter();
  const number = (value: number | null) => (value === null ? "–" : format.number(value));
  return (
    <details className="print-open mt-3">
      <summary className={buttonClass({ size: "small" })}>{t("showTable")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
      <section className="data-region mt-2" data-density="compact" aria-label={caption} tabIndex={0}>
        <table className="data-table">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("time")}</th>
              <th scope="col" className="num">
                {t("left")}
              </th>
              <th scope="col" className="num">
                {t("scope")}
              </th>
              <th scope="col" className="num">
                {t("plan")}
              </th>
              <th scope="col" className="num">
                {t("forecast")}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.points.map(({ at, left }) => (
              <tr key={at.getTime()}>
                <th scope="row">
                  <When at={at} zone={data.zone} />
                </th>
                <td className="num">{left === null ? t("gap") : number(left)}</td>
                <td className="num">{number(scopeAt(data.scope, at))}</td>
                <td className="num">{number(planAt(data.plan, at))}</td>
                <td className="num">–</td>
              </tr>
            ))}
            {data.forecast?.map(({ at, left, low, high }) => (
              <tr key={at.getTime()}>
                <th scope="row">
                  <When at={at} zone={data.zone} />
                </th>
                <td className="num">–</td>
                <td className="num">{number(scopeAt(data.scope, at))}</td>
                <td className="num">{number(planAt(data.plan, at))}</td>
                <td className="num">{t("range", { n: left, low, high })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
