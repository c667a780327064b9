import { z } from "zod";
import type { Reason } from "@/lib/refusal";
import { slugParams } from "@/lib/registry/schema";
import type { IdentifierKind } from "@/prisma/generated/enums";

export const releaseImportParams = slugParams.extend({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

export type Format = "npm" | "osv";

/** One release as a file tells of it. Null: the file does not say. */
export type FileRelease = {
  /** Where in the file: a JSON pointer, behind its line where the file has one document per line. */
  place: string;
  kind: IdentifierKind;
  version: string;
  publishedAt: Date | null;
  isWithdrawn: boolean | null;
  note: string | null;
  source: string;
};

export type Rejected = { place: string; reason: Reason; excerpt: string };
export type FileReleases = { releases: FileRelease[]; rejected: Rejected[] };

/** What is recorded already. */
export type Known = {
  id: number;
  kind: IdentifierKind;
  version: string;
  publishedAt: Date | null;
  isWithdrawn: boolean;
  note: string | null;
  source: string;
};

export type Change = { id: number; version: string; publishedAt: Date | null; isWithdrawn: boolean; note: string | null };
export type Plan = { added: FileRelease[]; changed: Change[]; unchanged: number; rejected: Rejected[] };
