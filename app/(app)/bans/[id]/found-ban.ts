import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { type BanDetail, getBan } from "@/lib/bans/queries";
import { banIdOf } from "@/lib/bans/rules";
import { getBanInWork } from "@/lib/bans/versions/queries";

/** The ban that an address names, or "not found": also for whoever may not read it. */
export const foundBan = cache(async (viewer: Viewer, code: string): Promise<BanDetail> => {
  const banId = banIdOf(code);
  const ban = banId === null ? null : await getBan(viewer, banId);
  return ban ?? notFound();
});

/** The same with the words that are worked on, for the pages on which a version is written and decided. */
export const foundBanInWork = cache(async (viewer: Viewer, code: string): Promise<BanDetail> => {
  const banId = banIdOf(code);
  const ban = banId === null ? null : await getBanInWork(viewer, banId);
  return ban ?? notFound();
});
