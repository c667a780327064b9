import { DEFAULT_ZONE } from "@/i18n/config";
import { cutoffOf } from "@/lib/bans/deadlines/rules";
import { inLanguage } from "@/lib/bans/rules";
import type { BanDraft } from "@/lib/bans/schema";
import type { Prisma } from "@/prisma/generated/client";

/** What lists need to know of the words, repeated on the ban itself. */
export function repeated(content: BanDraft) {
  const cutoff = cutoffOf(content.duties ?? []);
  return {
    title: inLanguage(content.title, "en"),
    cutoffAt: cutoff?.at ?? null,
    zone: cutoff?.zone ?? DEFAULT_ZONE,
    replacementToolId: content.replacement && "toolId" in content.replacement ? content.replacement.toolId : null,
  };
}

/** Leaves out what is undefined, as JSON does. */
export function asJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
