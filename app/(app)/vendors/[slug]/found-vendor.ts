import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { slugParams } from "@/lib/registry/schema";
import { getVendor, type VendorDetail } from "@/lib/registry/vendors/queries";

/** The vendor at an address; the address of one that was merged leads on to the other, `part` included. */
export const foundVendor = cache(async (viewer: Viewer, slug: string, part = ""): Promise<VendorDetail> => {
  const vendor = slugParams.safeParse({ slug }).success ? await getVendor(viewer, slug) : null;
  if (!vendor) notFound();
  if (vendor.mergedFrom) permanentRedirect(`/vendors/${vendor.slug}${part}?${new URLSearchParams({ from: slug })}`);
  return vendor;
});
