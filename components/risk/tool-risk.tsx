import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { ClassTag } from "@/components/risk/class-tag";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import type { ClaimCounts } from "@/lib/risk/claims/queries";
import type { ClassMark } from "@/lib/risk/classes/list/queries";
import type { Dependency } from "@/lib/risk/dependency/rules";
import type { Score } from "@/lib/risk/hygiene/rules";

type Props = {
  slug: string;
  mark: ClassMark | null;
  hygiene: Score | null;
  dependency: Dependency;
  findings: number;
  claims: ClaimCounts;
};

const NONE: ClassMark = { class: null, assumed: 0, overrideUntil: null, isReviewOverdue: false };

/** The three axes of one tool and what they rest on, each with the way there. */
export function ToolRisk({ slug, mark, hygiene, dependency, findings, claims }: Props) {
  const t = useTranslations("classes.panel");
  const format = useFormatter();
  const percent = format.number(hygiene?.coverage ?? 0, { style: "percent", maximumFractionDigits: 0 });
  const score = hygiene?.score ?? null;
  const way = (part: string, words: string) => (
    <Link className="link" href={`/tools/${slug}/${part}`}>
      {words}
    </Link>
  );
  const hygieneWords =
    score === null ? t("tooLittle", { percent }) : t("score", { score: format.number(score, { maximumFractionDigits: 1 }) });
  const ratio = t("ratio", {
    band: t(`band.${dependency.band}`),
    ratio: format.number(dependency.ratio, { maximumFractionDigits: 2 }),
  });
  return (
    <Panel id="risk" title={t("title")}>
      <p className="mb-3 text-ink-2">{t("lead")}</p>
      <Facts
        facts={[
          { id: "class", label: way("class", t("class")), value: <ClassTag of={mark ?? NONE} /> },
          {
            id: "hygiene",
            label: way("hygiene", t("hygiene")),
            value: score === null ? hygieneWords : `${hygieneWords} · ${t("coverage", { percent })}`,
          },
          {
            id: "dependency",
            label: way("dependency", t("dependency")),
            value: dependency.assumed.length > 0 ? `${ratio} · ${t("assumed", { n: dependency.assumed.length })}` : ratio,
          },
          {
            id: "findings",
            label: (
              <Link className="link" href={`/findings?tool=${slug}`}>
                {t("findings")}
              </Link>
            ),
            value: t("findingCount", { n: findings }),
          },
          {
            id: "claims",
            label: way("evidence", t("claims")),
            value: [t("claimCount", { n: claims.total }), ...(claims.disputed > 0 ? [t("disputed", { n: claims.disputed })] : [])].join(
              " · ",
            ),
          },
        ]}
      />
    </Panel>
  );
}
