import { domainOf, leafOf, namespaceOf, publisherKey, registrable, trigramsOf, wordsOf } from "@/lib/inventory/triage/parts/rules";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** `as`: by which of its names, where that is not the first. */
export type Named = { kind: "tool" | "vendor"; slug: string; name: string; as?: string };

/** What the registry holds, as far as likeness to it is judged. */
export type Registry = {
  vendors: readonly { slug: string; name: string; legalName: string | null }[];
  tools: readonly { slug: string; name: string; aliases: readonly string[]; homepage: string | null; vendorSlug: string }[];
  identifiers: readonly { kind: IdentifierKind; value: string; matchValue: string; toolSlug: string }[];
};

type Owner = Named & { isBroad: boolean };
export type KnownName = { words: string; trigrams: number; tool: Named };

/** The same, ready to be asked 200,000 times: what stands behind a publisher, a name space, a domain, a name. */
export type Known = {
  publishers: ReadonlyMap<string, Owner>;
  namespaces: ReadonlyMap<string, Owner>;
  domains: ReadonlyMap<string, Named>;
  exact: ReadonlyMap<string, Named>;
  names: readonly KnownName[];
  byTrigram: ReadonlyMap<string, readonly number[]>;
  /** Names by their first word, to find them inside longer ones. */
  byWord: ReadonlyMap<string, readonly number[]>;
};

/** Companies that make much besides AI tools: their name alone says little. By the registry's slugs. */
const BROAD = new Set(
  "adobe alibaba amazon apple atlassian autodesk baidu block bytedance canonical charm cisco databricks dell github google hp huawei ibm intel jetbrains kingsoft lenovo meta microsoft mozilla netease notion nvidia oracle quora salesforce samsung sap snowflake tencent vercel vmware xiaomi zoom".split(
    " ",
  ),
);

/** Where everybody's projects live: no publisher's own. */
const HOSTS = new Set(
  "github.com github.io gitlab.com google.com microsoft.com apple.com amazon.com amazonaws.com azure.com vercel.app netlify.app pages.dev readthedocs.io pypi.org npmjs.com visualstudio.com jetbrains.com".split(
    " ",
  ),
);

/** What ids end in whoever made them. */
export const COMMON = new Set(
  "agent assistant browser chat client code code-assistant command-line core desktop extension helper launcher python server studio terminal toolkit vscode windows".split(
    " ",
  ),
);
const FEWEST_LETTERS = 5;

const ID_NAMES: readonly IdentifierKind[] = [
  "NPM",
  "PYPI",
  "BREW_FORMULA",
  "BREW_CASK",
  "DEB",
  "RPM",
  "WINGET",
  "VSCODE",
  "MSIX",
  "WINDOWS_PROGRAM",
  "JETBRAINS",
];

const append = (map: Map<string, number[]>, key: string, index: number) => {
  const list = map.get(key);
  if (list) list.push(index);
  else map.set(key, [index]);
};

function hostOf(address: string): string {
  return /^[a-z]+:\/\/([^/:?#]+)/i.exec(address)?.[1] ?? address;
}

/** Every name of every tool, and the last part of its identifiers where that is a name. */
function toolNames({ tools, identifiers }: Registry, toolOf: ReadonlyMap<string, Named>): [string, Named][] {
  const own = tools.flatMap(({ slug, name, aliases }) => [name, slug, ...aliases].map((one): [string, string] => [one, slug]));
  const ids = identifiers.flatMap(({ kind, matchValue, toolSlug }): [string, string][] => {
    const leaf = ID_NAMES.includes(kind) ? leafOf(kind, matchValue) : null;
    return leaf && leaf.length >= FEWEST_LETTERS && !COMMON.has(leaf) ? [[leaf, toolSlug]] : [];
  });
  return [...own, ...ids].flatMap(([name, slug]): [string, Named][] => {
    const tool = toolOf.get(slug);
    return tool ? [[name, tool]] : [];
  });
}

function owners({ vendors, tools, identifiers }: Registry, toolOf: ReadonlyMap<string, Named>) {
  const publishers = new Map<string, Owner>();
  const namespaces = new Map<string, Owner>();
  const vendorOf = new Map<string, Owner>();
  const makerOf = new Map(tools.map(({ slug, vendorSlug }) => [slug, vendorSlug]));
  for (const { slug, name, legalName } of vendors) {
    const vendor: Owner = { kind: "vendor", slug, name, isBroad: BROAD.has(slug) };
    vendorOf.set(slug, vendor);
    for (const spelled of [name, ...(legalName?.split(" / ") ?? [])]) publishers.set(publisherKey(spelled), vendor);
  }
  for (const { kind, value, matchValue, toolSlug } of identifiers) {
    const [tool, vendor] = [toolOf.get(toolSlug), vendorOf.get(makerOf.get(toolSlug) ?? "")];
    if (!tool || !vendor) continue;
    const publisher =
      kind === "WINDOWS_PUBLISHER" ? value : kind === "JETBRAINS" && matchValue.includes("/") ? matchValue.split("/")[0] : null;
    if (publisher) publishers.set(publisherKey(publisher), vendor);
    const namespace = namespaceOf(kind, matchValue);
    if (namespace) namespaces.set(`${kind} ${namespace}`, { ...tool, isBroad: vendor.isBroad });
  }
  return { publishers, namespaces };
}

function domains({ tools, identifiers }: Registry, toolOf: ReadonlyMap<string, Named>): Map<string, Named> {
  const maker = new Map(tools.map(({ slug, vendorSlug }) => [slug, vendorSlug]));
  const hosts = [
    ...tools.flatMap(({ slug, homepage }) => (homepage ? [[hostOf(homepage), slug] as const] : [])),
    ...identifiers.flatMap(({ kind, matchValue, toolSlug }) => {
      const host = kind === "DOMAIN" ? matchValue : domainOf(kind, matchValue);
      return host ? [[host, toolSlug] as const] : [];
    }),
  ];
  const found = new Map<string, Named>();
  for (const [host, slug] of hosts) {
    const [domain, tool] = [registrable(host), toolOf.get(slug)];
    // Google's domain stands in the id of everything Google makes.
    if (domain && tool && !HOSTS.has(domain) && !BROAD.has(maker.get(slug) ?? "") && !found.has(domain)) found.set(domain, tool);
  }
  return found;
}

export function knowledgeOf(registry: Registry): Known {
  const toolOf = new Map(registry.tools.map(({ slug, name }) => [slug, { kind: "tool", slug, name } satisfies Named]));
  const names: KnownName[] = [];
  const exact = new Map<string, Named>();
  const byTrigram = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  for (const [name, tool] of toolNames(registry, toolOf)) {
    const words = wordsOf(name);
    const key = words.join(" ");
    if (key === "" || exact.has(key)) continue;
    const named = key === wordsOf(tool.name).join(" ") ? tool : { ...tool, as: name };
    exact.set(key, named);
    const trigrams = trigramsOf(words);
    const index = names.push({ words: key, trigrams: trigrams.size, tool: named }) - 1;
    for (const trigram of trigrams) append(byTrigram, trigram, index);
    if (key.length >= FEWEST_LETTERS && !COMMON.has(key)) append(byWord, words[0] ?? "", index);
  }
  return { ...owners(registry, toolOf), domains: domains(registry, toolOf), exact, names, byTrigram, byWord };
}
