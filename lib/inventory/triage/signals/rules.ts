import { COMMON, type Known, type Named } from "@/lib/inventory/triage/known/rules";
import { domainOf, leafOf, namespaceOf, publisherKey, trigramsOf, wordsOf } from "@/lib/inventory/triage/parts/rules";
import type { IdentifierKind } from "@/prisma/generated/enums";

/** Raised with every change of these rules, so that what was rated by older ones is rated again. */
export const RULES_VERSION = 1;

/** From here on software is called likely. */
export const LIKELY_FROM = 40;

export const SIGNAL_KEYS = [
  "publisher",
  "publisherBroad",
  "namespace",
  "namespaceBroad",
  "name",
  "nameNear",
  "domain",
  "aiDomain",
  "word",
  "weakWord",
] as const;
export type SignalKey = (typeof SIGNAL_KEYS)[number];

/** One reason to believe that software is an AI tool: what was found in it, and what of the registry that is like. */
export type Signal = { key: SignalKey; points: number; found: string; like: Named | null };

export type Rated = { kind: IdentifierKind; matchValue: string; publisher: string; name: string };

const POINTS = {
  publisher: 50,
  publisherBroad: 10,
  namespace: 50,
  namespaceBroad: 10,
  name: 60,
  nameNear: 45,
  domain: 40,
  aiDomain: 40,
  word: 40,
  weakWord: 15,
} as const satisfies Record<SignalKey, number>;

const set = (words: string) => new Set(words.split(" "));
/** Words of AI tools, whole. */
const WORDS = set(
  "ai aigc agi chatbot chatbox chatgpt claude codex copilot deepseek diffusers doubao gemini gpt langchain langgraph llama llamaindex llm llms mcp mistral modelcontextprotocol nextchat lobechat ollama openai anthropic perplexity qwen kimi whisper comfyui stablediffusion autogpt gpts genai",
);
/** So distinctive that they count inside a longer word. */
const INSIDE = /chatgpt|claude|copilot|openai|anthropic|deepseek|ollama|codex|whisper|langchain|^gpt|gpt$|^llm|llm$/;
/** Words that AI tools carry among others. */
const WEAK = set(
  "agent agents agentic assistant bot chat diffusion embedding embeddings inference neural prompt prompts rag summarizer tokenizer transformers transcriber",
);

/** Half of all their trigrams in common. */
const NEAR_FROM = 0.5;
/** A known name whole inside a longer one; the more words of it, the nearer. */
const contained = (name: string) => 0.55 + 0.05 * Math.min(4, name.split(" ").length);

type Likeness = { likeness: number; tool: Named };

function nearest(words: readonly string[], { names, byTrigram, byWord }: Known): Likeness | null {
  const trigrams = trigramsOf(words);
  const hits = new Map<number, number>();
  for (const trigram of trigrams) {
    for (const index of byTrigram.get(trigram) ?? []) hits.set(index, (hits.get(index) ?? 0) + 1);
  }
  let best: Likeness | null = null;
  const offer = (index: number, likeness: number) => {
    const known = names[index];
    if (known && likeness > (best?.likeness ?? 0)) best = { likeness, tool: known.tool };
  };
  for (const [index, common] of hits) {
    const likeness = common / (trigrams.size + (names[index]?.trigrams ?? 0) - common);
    if (likeness >= NEAR_FROM) offer(index, likeness);
  }
  const padded = ` ${words.join(" ")} `;
  for (const word of words) {
    for (const index of byWord.get(word) ?? []) {
      const name = names[index]?.words ?? "";
      if (padded.includes(` ${name} `)) offer(index, contained(name));
    }
  }
  return best;
}

function nameSignal(item: Rated, known: Known): Signal | null {
  const leaf = leafOf(item.kind, item.matchValue);
  const spelled = [...new Set([item.name, ...(leaf && !COMMON.has(leaf) ? [leaf] : [])])];
  let best: (Likeness & { found: string }) | null = null;
  for (const found of spelled) {
    const words = wordsOf(found);
    const same = known.exact.get(words.join(" "));
    if (same) return { key: "name", points: POINTS.name, found, like: same };
    const near = nearest(words, known);
    if (near && near.likeness > (best?.likeness ?? 0)) best = { ...near, found };
  }
  return best && { key: "nameNear", points: Math.round(POINTS.nameNear * best.likeness), found: best.found, like: best.tool };
}

function ownerSignal(item: Rated, known: Known): Signal[] {
  const reported = item.kind === "JETBRAINS" && item.matchValue.includes("/") ? (item.matchValue.split("/")[0] ?? "") : item.publisher;
  const vendor = known.publishers.get(publisherKey(reported));
  const namespace = namespaceOf(item.kind, item.matchValue);
  const tool = namespace && known.namespaces.get(`${item.kind} ${namespace}`);
  const named = ({ kind, slug, name }: Named): Named => ({ kind, slug, name });
  const signal = (key: "publisher" | "namespace", found: string, owner: Named & { isBroad: boolean }): Signal => {
    const graded = owner.isBroad ? (`${key}Broad` as const) : key;
    return { key: graded, points: POINTS[graded], found, like: named(owner) };
  };
  return [
    ...(vendor && reported !== "" ? [signal("publisher", item.publisher || reported, vendor)] : []),
    ...(tool ? [signal("namespace", namespace, tool)] : []),
  ];
}

function domainSignal(item: Rated, known: Known): Signal | null {
  const domain = domainOf(item.kind, item.matchValue);
  if (!domain) return null;
  const tool = known.domains.get(domain);
  if (tool) return { key: "domain", points: POINTS.domain, found: domain, like: tool };
  return domain.endsWith(".ai") ? { key: "aiDomain", points: POINTS.aiDomain, found: domain, like: null } : null;
}

function wordSignal(item: Rated): Signal | null {
  // Names keep their capitals, which part "BoltAI"; ids have lost them.
  const words = [...wordsOf(item.name), ...wordsOf(item.matchValue)];
  const strong = words.find((word) => WORDS.has(word) || INSIDE.test(word));
  if (strong) return { key: "word", points: POINTS.word, found: strong, like: null };
  const weak = words.find((word) => WEAK.has(word));
  return weak ? { key: "weakWord", points: POINTS.weakWord, found: weak, like: null } : null;
}

/** Why this may be an AI tool, the strongest reason first. */
export function signalsOf(item: Rated, known: Known): Signal[] {
  const all = [...ownerSignal(item, known), nameSignal(item, known), domainSignal(item, known), wordSignal(item)];
  return all.filter((signal) => signal !== null).sort((a, b) => b.points - a.points);
}

/** 0 to 100. */
export function scoreOf(signals: readonly Signal[]): number {
  return Math.min(
    100,
    signals.reduce((sum, { points }) => sum + points, 0),
  );
}
