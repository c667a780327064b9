import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { editBan } from "@/lib/bans/commands";
import { contentOf, gapsOf, intentOf, mistakesOf } from "@/lib/bans/edit/rules";
import type { StepForm } from "@/lib/bans/edit/schema";
import type { Moved } from "@/lib/bans/transition";
import { Refusal, reason } from "@/lib/refusal";

/** Saves one page of the wizard. Only Continue insists on everything; the other ways out keep whatever was said. */
export async function saveStep(viewer: Viewer, { banId, form }: { banId: number; form: StepForm }, now: Date): Promise<Moved> {
  must(viewer, "bans:write");
  const mistakes = mistakesOf(form);
  if (Object.keys(mistakes).length > 0)
    throw new Refusal("invalid", reason("http.refusal.fields", { count: Object.keys(mistakes).length }), { fields: mistakes });
  const gaps = intentOf(form) === "continue" ? gapsOf(form) : {};
  if (Object.keys(gaps).length > 0)
    throw new Refusal("invalid", reason("bans.refusal.gaps", { n: Object.keys(gaps).length }), { fields: gaps });
  return await editBan(viewer, { banId, revision: form.revision, content: contentOf(form) }, now);
}
