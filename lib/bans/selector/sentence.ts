import { countryWords } from "@/i18n/place-words";
import type { BanDraft } from "@/lib/bans/schema";
import type { Population, Selector } from "@/lib/bans/selector/schema";
import { channelOf } from "@/lib/registry/models/channels";
import { type Constraint, readVers, type VersRange } from "@/lib/registry/versions/vers";

/** The sentence of a message key of the namespace `scope`, in the language of `locale`. */
export type Speaker = { say: (key: string, values?: Record<string, string | number>) => string; locale: string };

type Named = { id: number; name: string };
/** What the ids of a selector and of a population are called. */
export type ScopeNames = { vendors: readonly Named[]; tools: readonly Named[]; families: readonly Named[]; teams: readonly Named[] };

function naming(list: readonly Named[]): (id: number) => string {
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? `#${id}`;
}

function joined(words: readonly string[], type: "conjunction" | "disjunction", { locale }: Speaker): string {
  const parts = new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type }).formatToParts(words).map(({ value }) => value);
  // Between Chinese and Latin letters stands a space, as everywhere else; inside of a name it is left to whoever gave it.
  const isLatin = (letter: string | undefined) => letter !== undefined && /[\p{Script=Latin}\d]/u.test(letter);
  return parts
    .map((part, index) => {
      if (!/^\p{Script=Han}+$/u.test(part) || index % 2 === 0) return part;
      return `${isLatin(parts[index - 1]?.at(-1)) ? " " : ""}${part}${isLatin(parts[index + 1]?.at(0)) ? " " : ""}`;
    })
    .join("");
}

const both = (words: readonly string[], speaker: Speaker) => joined(words, "conjunction", speaker);
const either = (words: readonly string[], speaker: Speaker) => joined(words, "disjunction", speaker);

/** A range as people say it: "versions from 2.1.91 (npm)". One that cannot be read stands as it is written. */
export function rangeWords(written: string | null, speaker: Speaker): string {
  if (written === null) return speaker.say("versions.all");
  const parsed = readVers(written);
  if ("whyNot" in parsed) return written;
  const { type, constraints } = parsed.range;
  if (constraints === "*") return speaker.say(type === "none" ? "versions.none" : "versions.all");
  const { spans, excepted } = spansOf(constraints);
  const versions = spans.length === 0 ? speaker.say("versions.all") : spansWords(spans, speaker);
  const said = excepted.length === 0 ? versions : speaker.say("versions.except", { versions, excepted: both(excepted, speaker) });
  const ecosystem = ECOSYSTEMS[type];
  return ecosystem ? speaker.say("versions.of", { versions: said, ecosystem }) : said;
}

/** Version numbers of one ecosystem say nothing of another's, so it is named. */
const ECOSYSTEMS: Partial<Record<VersRange["type"], string>> = {
  npm: "npm",
  pypi: "PyPI",
  brew: "Homebrew",
  deb: "deb",
  rpm: "RPM",
  "vscode-extension": "VS Code",
  "chrome-extension": "Chrome",
};

/** What stands behind the numbers of a version: a package manager, or null for anything that is numbered with dots. */
export function ecosystemOf(type: VersRange["type"]): string | null {
  return ECOSYSTEMS[type] ?? null;
}

/** The first and the last version of a range that has no more to it; null for any other. */
export function boundsOf(written: string | null): { type: VersRange["type"]; from: string | null; to: string | null } | null {
  const parsed = written === null ? null : readVers(written);
  if (!parsed || "whyNot" in parsed || parsed.range.constraints === "*") return null;
  const { type, constraints } = parsed.range;
  const [first, last] = [constraints[0], constraints.at(-1)];
  if (constraints.length === 1 && first?.comparator === "=") return { type, from: first.version, to: first.version };
  const from = first?.comparator === ">=" ? first.version : null;
  const to = last?.comparator === "<=" ? last.version : null;
  return constraints.length === Number(from !== null) + Number(to !== null) ? { type, from, to } : null;
}

type Span = { from: Constraint | null; to: Constraint | null } | { at: string };

/** Constraints of a range stand in the order of their versions: each lower bound opens a span, each upper bound closes one. */
function spansOf(constraints: readonly Constraint[]): { spans: Span[]; excepted: string[] } {
  const spans: Span[] = [];
  const excepted: string[] = [];
  let from: Constraint | null = null;
  for (const constraint of constraints) {
    if (constraint.comparator === "!=") excepted.push(constraint.version);
    else if (constraint.comparator === "=") spans.push({ at: constraint.version });
    else if (constraint.comparator.startsWith(">")) from = constraint;
    else {
      spans.push({ from, to: constraint });
      from = null;
    }
  }
  if (from) spans.push({ from, to: null });
  return { spans, excepted };
}

function spansWords(spans: readonly Span[], speaker: Speaker): string {
  const points = spans.flatMap((span) => ("at" in span ? [span.at] : []));
  if (points.length === spans.length) return speaker.say("versions.points", { n: points.length, versions: both(points, speaker) });
  const words = spans.map((span) => ("at" in span ? span.at : spanWords(span, speaker)));
  return speaker.say("versions.some", { spans: both(words, speaker) });
}

function spanWords({ from, to }: { from: Constraint | null; to: Constraint | null }, { say }: Speaker): string {
  const start = from && say(from.comparator === ">=" ? "versions.from" : "versions.after", { version: from.version });
  if (!to) return start ?? "";
  if (from?.comparator === ">=" && to.comparator === "<=") return say("versions.between", { from: from.version, to: to.version });
  const end = say(to.comparator === "<=" ? "versions.upTo" : "versions.before", { version: to.version });
  return start ? say("versions.startToEnd", { start, end }) : end;
}

/** What is banned, without a full stop: "Claude Code, all versions; Claude models in other tools; without Claude Desktop". Null: nothing yet. */
export function selectorWords(selector: Selector, names: ScopeNames, speaker: Speaker): string | null {
  const { say } = speaker;
  const { vendors, tools, families, ranges, channels, exclude } = selector;
  const [vendor, tool, family] = [naming(names.vendors), naming(names.tools), naming(names.families)];
  const list = (ids: readonly number[], nameOf: (id: number) => string) => ({ n: ids.length, names: both(ids.map(nameOf), speaker) });
  const channelNames = (keys: readonly string[]) => keys.map((key) => channelOf(key).label);
  const parts = [
    ...(vendors.length > 0 ? [say("what.vendors", list(vendors, vendor))] : []),
    ...(tools.length > 0 ? [say("what.tools", list(tools, tool))] : []),
    ...ranges.map(({ toolId, range }) => say("what.range", { name: tool(toolId), versions: rangeWords(range, speaker) })),
    ...(families.length > 0 ? [say("what.families", list(families, family))] : []),
    ...(channels.length > 0 ? [say("what.channels", { names: both(channelNames(channels), speaker) })] : []),
  ];
  if (parts.length === 0) return null;
  const left = [
    ...exclude.vendors.map((id) => say("what.excludedVendor", { name: vendor(id) })),
    ...exclude.tools.map(tool),
    ...exclude.families.map((id) => say("what.excludedFamily", { name: family(id) })),
    ...channelNames(exclude.channels).map((name) => say("what.excludedChannel", { name })),
  ];
  const without = left.length === 0 ? [] : [say("what.without", { names: both(left, speaker) })];
  return [...parts, ...without].join(say("what.separator"));
}

/** Whom a ban binds, to stand inside of a sentence: "everybody in Cloud and Search who works in China, except interns". Null: nobody yet. */
export function populationWords(population: Population, names: Pick<ScopeNames, "teams">, speaker: Speaker): string | null {
  const { say, locale } = speaker;
  const { everyone, include, exclude, legalEntities, countries, workerTypes } = population;
  if (!everyone && include.length === 0) return null;
  const team = naming(names.teams);
  const country = (code: string) => countryWords(code, locale);
  const workers = (kinds: readonly string[]) => kinds.map((kind) => say(`who.workers.${kind}`));
  const isAnybody = workerTypes.include.length === 0;
  const subject = isAnybody ? say("who.everybody") : both(workers(workerTypes.include), speaker);
  const number = isAnybody ? "one" : "many";
  const entity = legalEntities.include.length > 0 && say("who.entity", { names: either(legalEntities.include, speaker), number });
  const workplace = countries.include.length > 0 && say("who.country", { names: either(countries.include.map(country), speaker), number });
  const clauses = entity && workplace ? say("who.clauses", { entity, workplace }) : entity || workplace;
  const place = { everyone: everyone ? "yes" : "no", teams: both(include.map(team), speaker) };
  const whom = clauses ? say("who.narrowed", { subject, ...place, clauses }) : say("who.plain", { subject, ...place });
  const left = [
    ...workers(workerTypes.exclude),
    ...exclude.map((id) => say("who.excludedTeam", { name: team(id) })),
    ...legalEntities.exclude.map((name) => say("who.excludedEntity", { name })),
    ...countries.exclude.map((code) => say("who.excludedCountry", { name: country(code) })),
  ];
  return left.length === 0 ? whom.trim() : say("who.except", { whom: whom.trim(), names: both(left, speaker) });
}

/** What a ban covers and whom it binds, as one sentence; null while either is not said. */
export function scopeSentence({ selector, population }: BanDraft, names: ScopeNames, speaker: Speaker) {
  const what = selector ? selectorWords(selector, names, speaker) : null;
  const whom = population ? populationWords(population, names, speaker) : null;
  return what !== null && whom !== null ? speaker.say("sentence", { what, whom }) : null;
}
