import { basisContent } from "@/lib/bans/basis/edit/rules";
import { cutoffContent, cutoffGaps, cutoffMistakes, dutyOf, lookedUp } from "@/lib/bans/duties/edit/rules";
import type { FormOf, StepForm } from "@/lib/bans/edit/schema";
import { replacementContent, replacementMistakes } from "@/lib/bans/replacements/edit/rules";
import { missingIn, STEPS, type Step } from "@/lib/bans/rules";
import { type BanDraft, type BanDraftInput, banDraftSchema } from "@/lib/bans/schema";
import { populationContent, scopeContent, whyNotRange } from "@/lib/bans/selector/edit/rules";
import type { Reason } from "@/lib/refusal";

function wordsContent(form: FormOf<"words">): BanDraftInput {
  const spoken = (en: string | undefined, zh: string | undefined) => ({ ...(en ? { en } : {}), ...(zh ? { "zh-CN": zh } : {}) });
  const allowed = form["exceptions.allowed"];
  return {
    title: spoken(form["title.en"], form["title.zh-CN"]),
    summary: spoken(form["summary.en"], form["summary.zh-CN"]),
    reason: spoken(form["reason.en"], form["reason.zh-CN"]),
    exceptions: {
      ...(allowed ? { allowed: allowed === "yes" } : {}),
      contact: form["exceptions.contact"] ?? "",
      maxDays: form["exceptions.maxDays"],
      decideWithinHours: form["exceptions.decideWithinHours"],
    },
    owner: form.owner ?? "",
    contact: form.contact ?? "",
    reviewOn: form.reviewOn ?? "",
    coverageRule: form.coverageRule,
    coverageReason: form.coverageReason ?? "",
  };
}

function saidOn(form: StepForm): BanDraftInput {
  switch (form.step) {
    case "scope":
      return scopeContent(form);
    case "population":
      return populationContent(form);
    case "cutoff":
      return cutoffContent(form);
    case "replacement":
      return replacementContent(form);
    case "words":
      return wordsContent(form);
    case "basis":
      return basisContent(form);
  }
}

/** The parts of the document that one page of the wizard says. */
export function contentOf(form: StepForm): BanDraft {
  return banDraftSchema.parse(saidOn(form));
}

/** A button that adds, removes or looks up something saves what was typed and stays on the page. */
export function intentOf(form: StepForm): StepForm["intent"] {
  if (form.step === "cutoff" && (form.find || lookedUp(form, form.intent === "continue"))) return "stay";
  return ("add" in form && form.add) || ("remove" in form && form.remove) ? "stay" : form.intent;
}

/** What no draft keeps, per field of its form. */
export function mistakesOf(form: StepForm): Record<string, Reason> {
  if (form.step === "cutoff") return cutoffMistakes(form);
  if (form.step === "replacement") return replacementMistakes(form);
  return form.step === "scope" ? whyNotRange(form) : {};
}

/** What a page still needs before it can be left by Continue, per field of its form. */
export function gapsOf(form: StepForm): Record<string, Reason> {
  if (form.step === "cutoff") return cutoffGaps(form);
  const gaps = missingIn(contentOf(form)).filter(({ step }) => step === form.step);
  return Object.fromEntries(gaps.map((gap) => [fieldOf(form, gap.field), gap.reason]));
}

/** Where the form asks for a part of the document. */
function fieldOf({ step }: StepForm, path: string): string {
  if (["title", "summary", "reason"].includes(path)) return `${path}.en`;
  if (path === "exceptions") return "exceptions.allowed";
  if (step === "population") return "everyone";
  if (path.startsWith("replacement.none.")) return path.slice("replacement.none.".length);
  if (path === "replacement") return "owner";
  return path;
}

/** The page after or before; null at either end. */
export function neighbour(step: Step, by: 1 | -1): Step | null {
  return STEPS[STEPS.indexOf(step) + by] ?? null;
}

/** Where a form of the wizard leads, or null to stay where one is. */
export function pageAfter(code: string, form: StepForm): string | null {
  const { step } = form;
  const intent = intentOf(form);
  if (form.step === "cutoff" && intent === "stay") return cutoffPage(code, form);
  if (intent === "stay") return null;
  if (intent === "leave") return "/bans";
  return stepPath(code, neighbour(step, intent === "back" ? -1 : 1) ?? step);
}

/** The same page, with what was looked up and the duty it is for. */
function cutoffPage(code: string, form: FormOf<"cutoff">): string | null {
  const found = lookedUp(form, form.intent === "continue");
  const kind = found?.kind ?? dutyOf(form);
  if (kind === null) return null;
  const search = new URLSearchParams({ open: kind, ...(found?.q ? { find: found.what, q: found.q } : {}) });
  return `${stepPath(code, "cutoff")}?${search}#${kind}`;
}

export function stepPath(code: string, step: Step): string {
  return `/bans/${code}/edit/${step}`;
}
