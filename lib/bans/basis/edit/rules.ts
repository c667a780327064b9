import type { BasisForm } from "@/lib/bans/basis/edit/schema";
import { STATED_AS } from "@/lib/bans/basis/rules";
import type { BanDraftInput } from "@/lib/bans/schema";

function pressed(button: string | undefined): { list: string; id: number } {
  const [list = "", id] = (button ?? "").split(":");
  return { list, id: Number(id) };
}

/** What the page of the basis says. A claim stands there once, as it was presented first. */
export function basisContent(form: BasisForm): BanDraftInput {
  const [added, removed] = [pressed(form.add), pressed(form.remove)];
  const said = form.claims.map((one) => one.split(":")).map(([id, statedAs]) => ({ id: Number(id), statedAs: statedOf(statedAs) }));
  const addedAs = STATED_AS.find((one) => one.toLowerCase() === added.list);
  const claims = [...said, ...(addedAs ? [{ id: added.id, statedAs: addedAs }] : [])];
  const findings = new Set([...form.findings, ...(added.list === "findings" ? [added.id] : [])]);
  if (removed.list === "findings") findings.delete(removed.id);
  const { "reinstatement.en": en, "reinstatement.zh-CN": zh } = form;
  return {
    claims: claims.filter(
      ({ id }, index) => !(removed.list === "claims" && removed.id === id) && claims.findIndex((one) => one.id === id) === index,
    ),
    findings: [...findings],
    reinstatement: { ...(en ? { en } : {}), ...(zh ? { "zh-CN": zh } : {}) },
  };
}

function statedOf(name: string | undefined) {
  return STATED_AS.find((one) => one === name) ?? "REPORTED";
}
