import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { now } from "@/lib/clock";
import { localDay } from "@/lib/registry/vendors/events/rules";
import { type ClaimDetail, getClaim } from "@/lib/risk/claims/detail/queries";
import { claimParams } from "@/lib/risk/claims/schema";

/** The claim at an address, once for the title and the page. */
export const foundClaim = cache(async (viewer: Viewer, id: string): Promise<ClaimDetail> => {
  const params = claimParams.safeParse({ id });
  const claim = params.success ? await getClaim(viewer, params.data.id, localDay(now(), viewer.zone)) : null;
  return claim ?? notFound();
});
