import { useTranslations } from "next-intl";
import { ChosenList, Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { StepForm } from "@/components/bans/step-form";
import { Panel } from "@/components/ui/panel";
import type { Chosen, ToolChoice, VendorChoice } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";

type Props = { ban: BanDetail; chosen: Chosen; q: string; found: { vendors: VendorChoice[]; tools: ToolChoice[]; isCut: boolean } | null };

export function ScopeStep({ ban, chosen, q, found }: Props) {
  const t = useTranslations("bans.wizard");
  const vendorWords = ({ name, tools }: VendorChoice) => t("scope.vendor", { name, n: tools });
  const toolWords = ({ name, vendor }: ToolChoice) => t("scope.tool", { name, vendor });
  const vendors = chosen.vendors.map((vendor) => ({ value: `vendors:${vendor.id}`, name: vendor.name, label: vendorWords(vendor) }));
  const tools = chosen.tools.map((tool) => ({ value: `tools:${tool.id}`, name: tool.name, label: toolWords(tool) }));
  const results = found && [
    ...found.vendors.map((vendor) => ({
      key: `v${vendor.id}`,
      label: vendorWords(vendor),
      actions: [{ value: `vendors:${vendor.id}`, words: t("add", { name: vendor.name }) }],
    })),
    ...found.tools.map((tool) => ({
      key: `t${tool.id}`,
      label: toolWords(tool),
      actions: [{ value: `tools:${tool.id}`, words: t("add", { name: tool.name }) }],
    })),
  ];
  return (
    <>
      <StepForm ban={ban} step="scope" hidden={{ vendors: ban.content.selector?.vendors ?? [], tools: ban.content.selector?.tools ?? [] }}>
        <p className="max-w-[68ch] text-ink-2">{t("scope.lead")}</p>
        <Panel title={t("scope.chosen")}>
          <ChosenList choices={[...vendors, ...tools]} empty={t("scope.nothing")} label={t("scope.chosen")} />
        </Panel>
        <Panel>
          <Finder q={q} label={t("scope.find")} hint={t("scope.hint")} found={results?.length ?? null}>
            <FoundList found={results ?? []} isCut={found?.isCut ?? false} chosen={[...vendors, ...tools]} />
          </Finder>
        </Panel>
      </StepForm>
      <SearchForm path={stepPath(ban.code, "scope")} />
    </>
  );
}
