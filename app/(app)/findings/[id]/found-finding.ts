import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { type FindingDetail, getFinding } from "@/lib/risk/findings/detail/queries";
import { findingParams } from "@/lib/risk/findings/schema";

export const foundFinding = cache(async (viewer: Viewer, id: string): Promise<FindingDetail> => {
  const parsed = findingParams.safeParse({ id });
  return (parsed.success ? await getFinding(viewer, parsed.data.id) : null) ?? notFound();
});
