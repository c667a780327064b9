import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { type BanDetail, getBan } from "@/lib/bans/queries";
import { banIdOf } from "@/lib/bans/rules";

/** The ban that an address names, or "not found": also for whoever may not read it. */
export const foundBan = cache(async (viewer: Viewer, code: string): Promise<BanDetail> => {
  const banId = banIdOf(code);
  const ban = banId === null ? null : await getBan(viewer, banId);
  return ban ?? notFound();
});
