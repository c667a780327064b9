import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ChosenList, Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { ScopeCounts, ScopeLists } from "@/components/bans/scope-preview";
import { ScopeVersions } from "@/components/bans/scope-versions";
import { SaidPanel, useSpeaker } from "@/components/bans/scope-words";
import { StepForm } from "@/components/bans/step-form";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { Chosen, Found } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import type { ScopeNow, ToolVersions } from "@/lib/bans/selector/queries";
import { selectorSchema } from "@/lib/bans/selector/schema";
import { rangeWords, selectorWords } from "@/lib/bans/selector/sentence";
import { channelOf } from "@/lib/registry/models/channels";

type Props = {
  ban: BanDetail;
  chosen: Chosen;
  q: string;
  found: (Found & { isCut: boolean }) | null;
  /** What the selector means now; null while it names nothing. */
  now: ScopeNow | null;
  /** The tool whose versions are chosen. */
  versionsOf: ToolVersions | null;
};

const NOTHING = selectorSchema.parse({ vendors: [], tools: [] });

/** What is banned: searched for, put in or left out, said back and counted. */
export function ScopeStep({ ban, chosen, q, found, now, versionsOf }: Props) {
  const t = useTranslations("scope.step");
  const speaker = useSpeaker();
  const selector = ban.content.selector ?? NOTHING;
  const { taken, left } = useChosen(ban, chosen);
  return (
    <>
      <StepForm ban={ban} step="scope" hidden={hiddenOf(selector, versionsOf?.id ?? null)}>
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        <SaidPanel words={selectorWords(selector, chosen, speaker)} />
        {now && <ScopeCounts counts={now.counts} waiting={now.waiting} banCode={ban.code} />}
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t("taken")}>
            <ChosenList choices={taken} empty={t("nothing")} label={t("taken")} />
          </Panel>
          <Panel title={t("left")}>
            <ChosenList choices={left} empty={t("nothingLeft")} label={t("left")} />
          </Panel>
        </div>
        <WholeAnyway selector={selector} now={now} chosen={chosen} />
        {versionsOf && (
          <ScopeVersions
            tool={versionsOf}
            range={selector.ranges.find(({ toolId }) => toolId === versionsOf.id)?.range ?? null}
            closeHref={stepPath(ban.code, "scope")}
          />
        )}
        <Panel>
          <Finder q={q} label={t("find")} hint={t("hint")} found={found && countOf(found)}>
            <FoundList found={useFound(found)} isCut={found?.isCut ?? false} chosen={[...taken, ...left]} />
          </Finder>
        </Panel>
        {now && <ScopeLists scope={now.scope} />}
      </StepForm>
      <SearchForm path={stepPath(ban.code, "scope")} />
    </>
  );
}

/** A range says nothing where something else bans the tool whole. */
function WholeAnyway({ selector, now, chosen }: { selector: typeof NOTHING; now: ScopeNow | null; chosen: Chosen }) {
  const t = useTranslations("scope.step");
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  const whole = selector.ranges.filter(({ toolId }) =>
    now?.scope.tools.some(({ id, versionRange }) => id === toolId && versionRange === null),
  );
  if (whole.length === 0) return null;
  const names = whole.map(({ toolId }) => chosen.tools.find(({ id }) => id === toolId)?.name ?? `#${toolId}`);
  return <Notice tone="due">{t("wholeAnyway", { n: names.length, names: list.format(names) })}</Notice>;
}

function countOf({ vendors, tools, families, channels }: Found): number {
  return vendors.length + tools.length + families.length + channels.length;
}

function hiddenOf(selector: typeof NOTHING, rangeTool: number | null) {
  const { vendors, tools, families, ranges, channels, exclude } = selector;
  return {
    ...{ vendors, tools, families, channels, ranges: ranges.map(({ toolId, range }) => `${toolId} ${range}`) },
    ...{ notVendors: exclude.vendors, notTools: exclude.tools, notFamilies: exclude.families, notChannels: exclude.channels },
    ...(rangeTool === null ? {} : { rangeTool }),
  };
}

/** What is put in and what is left out, each by what it is called. */
function useChosen(ban: BanDetail, chosen: Chosen) {
  const t = useTranslations("scope.step");
  const speaker = useSpeaker();
  const selector = ban.content.selector ?? NOTHING;
  const named = (list: string, id: number, one: { name: string } | undefined, label: string) => {
    return { value: `${list}:${id}`, name: one?.name ?? `#${id}`, label };
  };
  const vendors = (list: string, ids: readonly number[]) =>
    ids.map((id) => {
      const one = chosen.vendors.find((vendor) => vendor.id === id);
      return named(list, id, one, one ? t("vendor", { name: one.name, n: one.tools }) : `#${id}`);
    });
  const families = (list: string, ids: readonly number[]) =>
    ids.map((id) => {
      const one = chosen.families.find((family) => family.id === id);
      const called = one && { name: t("familyNamed", { name: one.name }) };
      return named(list, id, called, one ? t("family", { name: one.name, n: one.tools }) : `#${id}`);
    });
  const channels = (list: string, keys: readonly string[]) =>
    keys.map((key) => {
      const name = channelOf(key).label;
      return { value: `${list}:${key}`, name: t("channelNamed", { name }), label: t("channelName", { name }) };
    });
  const toolOf = (id: number) => chosen.tools.find((tool) => tool.id === id);
  const toolWords = (id: number) => {
    const one = toolOf(id);
    return one ? t("tool", { name: one.name, vendor: one.vendor }) : `#${id}`;
  };
  const withVersions = (list: string, id: number, words: string) => ({
    ...named(list, id, toolOf(id), words),
    label: (
      <>
        {words}{" "}
        <Link
          href={`${stepPath(ban.code, "scope")}?versions=${id}`}
          scroll={false}
          className="link"
          aria-label={t("versionsOf", { name: toolOf(id)?.name ?? `#${id}` })}
        >
          {t("versions")}
        </Link>
      </>
    ),
  });
  const taken = [
    ...vendors("vendors", selector.vendors),
    ...selector.tools.map((id) => withVersions("tools", id, toolWords(id))),
    ...selector.ranges.map(({ toolId, range }) =>
      withVersions("ranges", toolId, t("ranged", { name: toolOf(toolId)?.name ?? `#${toolId}`, versions: rangeWords(range, speaker) })),
    ),
    ...families("families", selector.families),
    ...channels("channels", selector.channels),
  ];
  const left = [
    ...vendors("notVendors", selector.exclude.vendors),
    ...selector.exclude.tools.map((id) => named("notTools", id, toolOf(id), toolWords(id))),
    ...families("notFamilies", selector.exclude.families),
    ...channels("notChannels", selector.exclude.channels),
  ];
  return { taken, left };
}

/** What was found, each with the two sides it can stand on. A tool and a channel may have the same name: a button says which it is. */
function useFound(found: Found | null) {
  const t = useTranslations("scope.step");
  const wizard = useTranslations("bans.wizard");
  const actions = (list: string, not: string, value: string | number, name: string) => [
    { value: `${list}:${value}`, words: wizard("add", { name }) },
    { value: `${not}:${value}`, words: t("leaveOut", { name }) },
  ];
  if (!found) return [];
  return [
    ...found.vendors.map(({ id, name, tools }) => ({
      key: `vendor ${id}`,
      label: t("vendor", { name, n: tools }),
      actions: actions("vendors", "notVendors", id, name),
    })),
    ...found.tools.map(({ id, name, vendor }) => ({
      key: `tool ${id}`,
      label: t("tool", { name, vendor }),
      actions: actions("tools", "notTools", id, name),
    })),
    ...found.families.map(({ id, name, tools }) => ({
      key: `family ${id}`,
      label: t("family", { name, n: tools }),
      actions: actions("families", "notFamilies", id, t("familyNamed", { name })),
    })),
    ...found.channels.map(({ key, label, tools }) => ({
      key: `channel ${key}`,
      label: t("channel", { name: label, n: tools }),
      actions: actions("channels", "notChannels", key, t("channelNamed", { name: label })),
    })),
  ];
}
