import { z } from "zod";
import { LONGEST_VERSION } from "@/lib/registry/versions/keys";
import { parseVers } from "@/lib/registry/versions/vers";
import { JUSTIFICATIONS } from "@/lib/risk/findings/schema";
import { Behaviour, FindingStatus, FixState } from "@/prisma/generated/enums";
import type { FixSaid, StatusSaid } from "./schema";

const version = z.string().min(1).max(LONGEST_VERSION);

/** What Interdict adds to an OSV record under `database_specific.interdict`, so that nothing is lost between two of it. */
const blockSchema = z.object({
  finding: z.string().max(20),
  behaviour: z.enum(Behaviour),
  status: z.enum(FindingStatus),
  justification: z.enum(JUSTIFICATIONS).nullable(),
  action: z.string().max(2_000).nullable(),
  fix: z.enum(FixState),
  fix_version: version.nullable(),
  fix_candidates: z.array(version).max(20),
  /** VERS; null: every version. */
  versions: z
    .string()
    .max(2_000)
    .refine((text) => !("whyNot" in parseVers(text)))
    .nullable(),
  claims: z.array(z.object({ id: z.string().max(20), confirmation: z.string().max(40) })).max(100),
});
export type OwnBlock = z.output<typeof blockSchema>;

type Read = { behaviour?: Behaviour; versionRange?: string | null; status?: StatusSaid; fix?: FixSaid };

/** Empty where there is none or it is not as we write it. */
export function ownBlock(databaseSpecific: unknown): Read {
  const parsed = z.object({ interdict: blockSchema }).safeParse(databaseSpecific);
  if (!parsed.success) return {};
  const { behaviour, status, justification, action, fix, fix_version, fix_candidates, versions } = parsed.data.interdict;
  return {
    behaviour,
    versionRange: versions,
    status: { status, justification, action },
    fix: { fix, fixVersion: fix_version, fixCandidates: fix_candidates },
  };
}
