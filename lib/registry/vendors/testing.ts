import { randomUUID } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { createVendor, type SavedVendor } from "@/lib/registry/vendors/commands";
import { createVendorSchema } from "@/lib/registry/vendors/schema";

export const AT = new Date("2026-07-08T07:00:00Z");

/** A vendor as an officer adds one; the name is new unless given. */
export function addVendor(viewer: Viewer, given: Record<string, unknown> = {}): Promise<SavedVendor> {
  return createVendor(viewer, createVendorSchema.parse({ name: `Vendor ${randomUUID()}`, ...given }), AT);
}
