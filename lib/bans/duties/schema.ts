import { z } from "zod";
import { id, key, localMinute, words, zone } from "@/lib/bans/parts/schema";
import { DeadlineMode, DutyKind, DutyProof, DutyResponsible } from "@/prisma/generated/enums";

/** Who answers for a duty, and what shows it, unless the ban says otherwise. Inventories show only that software is gone. */
export const DUTY_DEFAULTS = {
  STOP_USE: { responsible: "PERSON", proof: "INVENTORY" },
  UNINSTALL: { responsible: "PERSON", proof: "INVENTORY" },
  BLOCK_NETWORK: { responsible: "OWNER", proof: "RECORD" },
  REVOKE_ACCOUNTS: { responsible: "OWNER", proof: "RECORD" },
  STOP_REIMBURSEMENT: { responsible: "OWNER", proof: "RECORD" },
  DISABLE_IN_THIRD_PARTY: { responsible: "OWNER", proof: "RECORD" },
  ROTATE_CREDENTIALS: { responsible: "PERSON", proof: "STATEMENT" },
  CERTIFY: { responsible: "MANAGER", proof: "STATEMENT" },
} as const satisfies Record<DutyKind, { responsible: DutyResponsible; proof: DutyProof }>;

export const DUTY_KINDS = Object.values(DutyKind);

/** Another date for a team and everybody below it; of several the nearest team's counts. */
const teamDeadlineSchema = z.strictObject({ teamId: id, deadlineLocal: localMinute, deadlineZone: zone });

const teamDeadlinesSchema = z
  .array(teamDeadlineSchema)
  .max(200)
  .refine((teams) => new Set(teams.map(({ teamId }) => teamId)).size === teams.length, key("teams.twice"));

export const dutySchema = z
  .strictObject({
    kind: z.enum(DutyKind),
    /** Local date and time in `deadlineZone`, for example 2026-07-10T00:00: the first moment at which the duty must have been done. */
    deadlineLocal: localMinute,
    /** IANA zone. */
    deadlineZone: zone,
    /** INSTANT: one moment worldwide. LOCAL: that clock time where each person is. */
    mode: z.enum(DeadlineMode).default("INSTANT"),
    teams: teamDeadlinesSchema.default([]),
    responsible: z.enum(DutyResponsible).optional(),
    /** The person who answers, where `responsible` is OWNER. */
    ownerId: id.nullable().default(null),
    proof: z.enum(DutyProof).optional(),
    /** What to do, in words; one language is enough. */
    instructions: words("instructions", 1_000).default({}),
  })
  .transform((duty) => ({
    ...duty,
    responsible: duty.responsible ?? DUTY_DEFAULTS[duty.kind].responsible,
    proof: duty.proof ?? DUTY_DEFAULTS[duty.kind].proof,
  }));

/** A step that everybody sees on the timeline; duties and the cutoff itself are not repeated here. */
export const STAGE_KINDS = ["ANNOUNCE", "NO_NEW_INSTALLS", "BLOCK"] as const;
export type StageKind = (typeof STAGE_KINDS)[number];
const stageSchema = z.strictObject({ kind: z.enum(STAGE_KINDS), local: localMinute, zone });
export type StageContent = z.output<typeof stageSchema>;

/** Each stage once; that they follow one another is a rule of its own (`stageOutOfOrder`), since the cutoff stands between them. */
export const stagesSchema = z
  .array(stageSchema)
  .max(STAGE_KINDS.length)
  .refine((stages) => new Set(stages.map(({ kind }) => kind)).size === stages.length, key("stages.twice"));

export const dutiesSchema = z
  .array(dutySchema, key("duties.missing"))
  .min(1, key("duties.missing"))
  .refine((duties) => new Set(duties.map(({ kind }) => kind)).size === duties.length, key("duties.twice"))
  .refine((duties) => duties.every(({ responsible, ownerId }) => (responsible === "OWNER") === (ownerId !== null)), key("duties.owner"))
  // The check `duty_proof_of_kind` says the same.
  .refine(
    (duties) => duties.every(({ kind, proof }) => (proof === "INVENTORY") === (DUTY_DEFAULTS[kind].proof === "INVENTORY")),
    key("duties.proof"),
  );

export type DutyContent = z.output<typeof dutySchema>;
