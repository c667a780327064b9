import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HygieneTable } from "@/components/hygiene/hygiene-table";
import { type OpenWeight, QuestionnairePart } from "@/components/hygiene/questionnaire-part";
import { WeightForm } from "@/components/hygiene/weight-form";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { listHygiene, type WeightInForce, weightHistory, weightsFrom, weightsInForce } from "@/lib/risk/hygiene/queries";
import { CATEGORIES, QUESTIONNAIRE, QUESTIONNAIRE_VERSION, QUESTIONS } from "@/lib/risk/hygiene/questionnaire";
import { questionnairePageSchema } from "@/lib/risk/hygiene/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("hygiene"))("title") };
}

type Asked = { scope: "question" | "category"; key: string };

/** The form for the weight that the address names. */
async function openWeight(
  viewer: Viewer,
  { scope, key }: Asked,
  set: readonly WeightInForce[],
  address: Address,
): Promise<OpenWeight | null> {
  const of = (scope === "question" ? QUESTIONS : QUESTIONNAIRE).find((one) => one.key === key);
  if (!of) return null;
  const own = set.find((one) => one.scope === scope && one.key === key) ?? null;
  const past = await weightHistory(viewer, scope, key);
  const cancelHref = `${hrefWith(address, { weigh: null, weighCategory: null })}#${key}`;
  const form = <WeightForm key={key} scope={scope} weightKey={key} shipped={of.weight} own={own} past={past} cancelHref={cancelHref} />;
  return { scope, key, form };
}

/** What is asked, from where, and how much it weighs; and of which tools most is known. */
export default async function HygienePage({ searchParams }: PageProps<"/hygiene">) {
  const [viewer, search, t, words] = await Promise.all([
    requireViewer("/hygiene"),
    searchParams,
    getTranslations("hygiene"),
    getTranslations("questionnaire"),
  ]);
  const { weigh, weighCategory, category, askedOf } = questionnairePageSchema.parse(search);
  const [tools, set] = await Promise.all([listHygiene(viewer), weightsInForce(viewer)]);
  const address: Address = { path: "/hygiene", search };
  const mayWrite = can(viewer, "risk:write");
  const asked: Asked | null = weigh ? { scope: "question", key: weigh } : weighCategory ? { scope: "category", key: weighCategory } : null;
  const open = asked && mayWrite ? await openWeight(viewer, asked, set, address) : null;
  const any = { value: "", label: t("filters.any") };
  return (
    <>
      <PageHead
        title={t("title")}
        meta={
          <>
            <span className="max-w-[80ch]">{t("lead")}</span>
            <span>{t("version", { version: QUESTIONNAIRE_VERSION })}</span>
          </>
        }
      />
      <RiskTabs current="hygiene" />
      <div className="grid gap-5">
        <HygieneTable tools={tools} address={address} isWhole={firstOf(search.tools) === "all"} />
        <FilterBar address={address} names={["category", "askedOf", "weigh", "weighCategory"]}>
          <Field
            as="select"
            name="category"
            label={t("filters.category")}
            defaultValue={category ?? ""}
            options={[any, ...CATEGORIES.map((value) => ({ value, label: words(`categories.${value}`) }))]}
          />
          <Field
            as="select"
            name="askedOf"
            label={t("filters.askedOf")}
            defaultValue={askedOf ?? ""}
            options={[any, ...(["tool", "vendor"] as const).map((value) => ({ value, label: t(`askedOf.${value}`) }))]}
          />
        </FilterBar>
        {QUESTIONNAIRE.filter(({ key }) => category === undefined || key === category).map((one) => (
          <QuestionnairePart
            key={one.key}
            category={one}
            weights={weightsFrom(set)}
            askedOf={askedOf}
            address={address}
            mayWrite={mayWrite}
            open={open}
          />
        ))}
      </div>
    </>
  );
}
