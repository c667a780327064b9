import { z } from "zod";
import type { Reason } from "@/lib/refusal";
import type { FindingFields, RecordFinding } from "@/lib/risk/findings/schema";
import { type Behaviour, FindingStatus, type IdentifierKind } from "@/prisma/generated/enums";

export const IMPORT_FORMATS = ["osv", "openvex"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const EXPORT_FORMATS = ["osv", "openvex", "csaf"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const id = z.coerce.number().int().min(1).max(2_147_483_647);
export const importParams = z.object({ id });

export const exportQuery = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** The slug of a tool. */
  tool: z.string().trim().min(1).max(120).optional(),
  status: z.enum(FindingStatus).optional(),
  /** One finding. */
  finding: id.optional(),
});
export type ExportQuery = z.output<typeof exportQuery>;

/** Why something of a file was not taken. */
export type Rejected = { place: string; recordId: string; said: Reason[]; excerpt: string };

/** A tool as a file names it. */
export type Named = { kind: IdentifierKind; name: string };

export type StatusSaid = Pick<RecordFinding, "status" | "justification" | "action">;
export type FixSaid = Pick<RecordFinding, "fix" | "fixVersion" | "fixCandidates">;

/** What a file says of one finding; what it does not say is not there. */
export type Said = {
  title?: string;
  summary?: string;
  behaviour?: Behaviour;
  versionRange?: string | null;
  status?: StatusSaid;
  fix?: FixSaid;
};
export type Part = keyof Said;
export const PARTS = ["title", "summary", "behaviour", "versionRange", "status", "fix"] as const satisfies readonly Part[];

/** What a file says of one vulnerability in one tool. */
export type Statement = {
  place: string;
  /** The advisory's or vulnerability's own id. */
  recordId: string;
  toolId: number;
  /** What its versions are versions of; `all` where it speaks of every version. */
  scope: string;
  said: Said;
  /** For a finding that is not here yet. */
  first: { title: string; summary: string; behaviour: Behaviour; versionRange: string | null; openedOn: string | null };
  /** Said of the row, whatever becomes of it. */
  remarks: Reason[];
  excerpt: string;
};

export type Reading = { format: ImportFormat; statements: Statement[]; rejected: Rejected[] };

export const OUTCOMES = ["added", "updated", "unchanged", "rejected"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type ReportRow = { place: string; outcome: Outcome; recordId: string; findingId: number | null; said: Reason[]; excerpt: string };

/** A finding as it stands here, as far as a file can speak of it. */
export type Standing = Pick<FindingFields, "title" | "summary" | "behaviour" | "versionRange"> & StatusSaid & FixSaid;
