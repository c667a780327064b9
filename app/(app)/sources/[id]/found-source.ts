import { notFound } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { getSource, type SourceDetail } from "@/lib/risk/sources/queries";
import { sourceParams } from "@/lib/risk/sources/schema";

/** The document at an address, once for the title and the page. */
export const foundSource = cache(async (viewer: Viewer, id: string): Promise<SourceDetail> => {
  const params = sourceParams.safeParse({ id });
  const source = params.success ? await getSource(viewer, params.data.id) : null;
  return source ?? notFound();
});
