import { CASE_FIELD, type ReplacementForm } from "@/lib/bans/replacements/edit/schema";
import type { BanDraftInput } from "@/lib/bans/schema";
import { type Reason, reason } from "@/lib/refusal";

type Case = { category: string; tool: string; owner: string; nextUpdateOn: string; availableOn: string };

/** What was said per kind of work; those that follow the main replacement are left out. */
function casesIn({ cases, owner = "", nextUpdateOn = "" }: ReplacementForm): Case[] {
  const categories = [...new Set(Object.keys(cases).flatMap((name) => CASE_FIELD.exec(name)?.[1] ?? []))];
  const said = (category: string, part: string) => cases[`case.${category}.${part}`] ?? "";
  return categories
    .map((category) => ({
      ...{ category, tool: said(category, "tool"), availableOn: said(category, "availableOn") },
      // Whoever looks for one replacement may look for all of them.
      ...{ owner: said(category, "owner") || owner, nextUpdateOn: said(category, "nextUpdateOn") || nextUpdateOn },
    }))
    .filter(({ tool }) => tool !== "");
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export function replacementContent(form: ReplacementForm): BanDraftInput {
  const { toolId, add, remove, owner, nextUpdateOn, availableOn } = form;
  const chosenId = add ? Number(add.split(":")[1]) : remove ? null : toolId;
  return {
    replacement: chosenId ? { toolId: chosenId } : { none: { owner: owner ?? "", nextUpdateOn: nextUpdateOn ?? "" } },
    replacementAvailableOn: chosenId ? (availableOn ?? null) : null,
    useCases: casesIn(form).map((one) => ({
      category: one.category,
      replacement: one.tool === "none" ? { none: { owner: one.owner, nextUpdateOn: one.nextUpdateOn } } : { toolId: Number(one.tool) },
      availableOn: one.tool === "none" || one.availableOn === "" ? null : one.availableOn,
    })),
  };
}

/** A kind of work for which there is none needs somebody who looks for one; no draft keeps it without. */
export function replacementMistakes(form: ReplacementForm): Record<string, Reason> {
  const mistakes: Record<string, Reason> = {};
  for (const { category, tool, owner, nextUpdateOn, availableOn } of casesIn(form)) {
    const field = (part: string) => `case.${category}.${part}`;
    if (tool === "none" && !owner) mistakes[field("owner")] = reason("bans.field.replacement.owner");
    if (tool === "none" && !isDay(nextUpdateOn)) mistakes[field("nextUpdateOn")] = reason("bans.field.replacement.nextUpdateOn");
    if (tool !== "none" && !/^[1-9]\d{0,8}$/.test(tool)) mistakes[field("tool")] = reason("bans.field.replacement.missing");
    if (tool !== "none" && availableOn !== "" && !isDay(availableOn))
      mistakes[field("availableOn")] = reason("bans.field.replacement.availableOn");
  }
  return mistakes;
}
