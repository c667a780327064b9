import { isZone } from "@/i18n/config";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import type { CutoffForm } from "@/lib/bans/duties/edit/schema";
import { DUTY_DEFAULTS, DUTY_KINDS, type DutyContent, STAGE_KINDS, type StageContent } from "@/lib/bans/duties/schema";
import { type BanDraftInput, banDraftSchema } from "@/lib/bans/schema";
import { stageOutOfOrder } from "@/lib/bans/stages/rules";
import { type Reason, reason } from "@/lib/refusal";
import { DeadlineMode, type DutyKind, DutyProof, DutyResponsible } from "@/prisma/generated/enums";

export type BaseDate = { local: string; zone: string; mode: DeadlineMode };

const dateOf = ({ deadlineLocal, deadlineZone, mode }: DutyContent): BaseDate => ({ local: deadlineLocal, zone: deadlineZone, mode });
const named = ({ local, zone, mode }: BaseDate) => `${local} ${zone} ${mode}`;

/** The date that most duties share, of several the earliest: the page asks for it once. Null while there is none. */
export function baseOf(duties: readonly DutyContent[]): BaseDate | null {
  const groups = [...Map.groupBy(duties.map(dateOf), named).values()];
  const at = ([first]: BaseDate[]) => (first ? resolveDeadline(first.local, first.zone).at.getTime() : 0);
  return groups.toSorted((a, b) => b.length - a.length || at(a) - at(b))[0]?.[0] ?? null;
}

/** Whether a duty has a date of its own beside the one that most share. */
export function hasOwnDate(duty: DutyContent, base: BaseDate | null): boolean {
  return base !== null && named(dateOf(duty)) !== named(base);
}

const oneOf = <Value extends string>(values: Record<string, Value>, text: string | undefined): Value | undefined =>
  Object.values(values).find((value) => value === text);

/** What inventories show has no choice: each person answers for it. */
export function isShownByInventory(kind: DutyKind): boolean {
  return DUTY_DEFAULTS[kind].proof === "INVENTORY";
}

/** The parts of a button's value: owner:CERTIFY:12. */
function parts(button: string | undefined): { what: string; kind: string; id: number } | null {
  const [what = "", kind = "", id] = (button ?? "").split(":");
  return button === undefined ? null : { what, kind, id: Number(id ?? 0) };
}

const localOf = (date: string | undefined, time: string | undefined) => (date ? `${date}T${time ?? "00:00"}` : null);

function baseIn({ date, time, zone, mode }: CutoffForm): BaseDate | null {
  const local = localOf(date, time);
  return local === null ? null : { local, zone, mode };
}

function isAsked(form: CutoffForm, kind: DutyKind): boolean {
  return form.fields[`${kind}.on`] !== undefined;
}

/** The date of one duty: its own, or the ban's; null while neither is given. */
function datedIn(form: CutoffForm, kind: DutyKind): BaseDate | null {
  const own = (name: string) => form.fields[`${kind}.${name}`];
  const local = localOf(own("date") ?? form.date, own("time") ?? form.time);
  return local === null ? null : { local, zone: own("zone") ?? form.zone, mode: oneOf(DeadlineMode, own("mode")) ?? form.mode };
}

function teamsIn(form: CutoffForm, kind: DutyKind, date: BaseDate): DutyContent["teams"] {
  const ids = teamIdsIn(form, kind);
  const [added, removed] = [parts(form.add), parts(form.remove)];
  const isOf = (pressed: ReturnType<typeof parts>) => pressed?.what === "team" && pressed.kind === kind;
  const written = ids.flatMap((teamId) => {
    const own = (name: string) => form.fields[`${kind}.team.${teamId}.${name}`];
    const local = localOf(own("date"), own("time"));
    return local === null ? [] : [{ teamId, deadlineLocal: local, deadlineZone: own("zone") ?? date.zone }];
  });
  const kept = written.filter(({ teamId }) => !(isOf(removed) && teamId === removed?.id));
  const isNew = isOf(added) && !kept.some(({ teamId }) => teamId === added?.id);
  return isNew && added ? [...kept, { teamId: added.id, deadlineLocal: date.local, deadlineZone: date.zone }] : kept;
}

function teamIdsIn({ fields }: CutoffForm, kind: DutyKind): number[] {
  const found = Object.keys(fields).flatMap((name) => new RegExp(`^${kind}\\.team\\.(\\d+)\\.`).exec(name)?.[1] ?? []);
  return [...new Set(found.map(Number))];
}

function dutyIn(form: CutoffForm, kind: DutyKind): NonNullable<BanDraftInput["duties"]> {
  const date = datedIn(form, kind);
  const [added, removed] = [parts(form.add), parts(form.remove)];
  const isNamed = added?.what === "owner" && added.kind === kind;
  if (date === null || !(isAsked(form, kind) || added?.kind === kind)) return [];
  const own = (name: string) => form.fields[`${kind}.${name}`];
  const isFixed = isShownByInventory(kind);
  const given = oneOf(DutyResponsible, own("responsible")) ?? DUTY_DEFAULTS[kind].responsible;
  const responsible = isFixed ? "PERSON" : isNamed ? "OWNER" : given;
  const isTakenOut = removed?.what === "owner" && removed.kind === kind;
  const ownerId = isNamed ? added.id : isTakenOut ? null : Number(own("owner") ?? 0) || null;
  const proof = oneOf(DutyProof, own("proof"));
  const spoken = { en: own("en"), "zh-CN": own("zh") };
  return [
    {
      kind,
      deadlineLocal: date.local,
      deadlineZone: date.zone,
      mode: date.mode,
      teams: teamsIn(form, kind, date),
      responsible,
      ownerId: responsible === "OWNER" ? ownerId : null,
      proof: isFixed || proof === undefined || proof === "INVENTORY" ? DUTY_DEFAULTS[kind].proof : proof,
      instructions: Object.fromEntries(Object.entries(spoken).filter(([, words]) => words)),
    },
  ];
}

function stagesIn({ fields, zone }: CutoffForm): StageContent[] {
  return STAGE_KINDS.flatMap((kind) => {
    const local = localOf(fields[`stage.${kind}.date`], fields[`stage.${kind}.time`]);
    return local === null ? [] : [{ kind, local, zone }];
  });
}

/** The duties and stages that the page of the cutoff says. */
export function cutoffContent(form: CutoffForm): BanDraftInput {
  return { duties: DUTY_KINDS.flatMap((kind) => dutyIn(form, kind)), stages: stagesIn(form) };
}

/** What was typed to be looked up: by its button, or by Continue while a name stands in its field. */
export function lookedUp({ find, fields }: CutoffForm, isContinue: boolean): { what: "owner" | "team"; kind: DutyKind; q: string } | null {
  const typed = DUTY_KINDS.flatMap((kind) =>
    (["owner", "team"] as const).map((what) => ({ what, kind, q: fields[`${kind}.${what}Q`] ?? "" })),
  );
  const asked = parts(find);
  if (asked) return typed.find(({ what, kind }) => what === asked.what && kind === asked.kind) ?? null;
  return isContinue ? (typed.find(({ q }) => q !== "") ?? null) : null;
}

/** Where a button beside a duty leads back to: the same page with that duty open. */
export function dutyOf({ add, remove }: CutoffForm): string | null {
  return parts(add ?? remove)?.kind ?? null;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** What no draft keeps: days, times and zones that are none; and beside which a date is needed. */
export function cutoffMistakes(form: CutoffForm): Record<string, Reason> {
  const wrong = Object.entries(form.fields).flatMap(([name, text]) => {
    if (name.endsWith(".date") && !isDay(text)) return [[name, reason("bans.field.day")] as const];
    if (name.endsWith(".time") && !isTime(text)) return [[name, reason("bans.field.time")] as const];
    if (name.endsWith(".zone") && !isZone(text)) return [[name, reason("bans.field.zone.unknown")] as const];
    return [];
  });
  const zone = isZone(form.zone) ? [] : [["zone", reason("bans.field.zone.unknown")] as const];
  const isNeeded = (form.add !== undefined || form.find !== undefined) && baseIn(form) === null;
  const date = isNeeded ? [["date", reason("bans.field.deadline.missing")] as const] : [];
  return Object.fromEntries([...wrong, ...zone, ...date]);
}

/** What the page still needs before it can be left by Continue. */
export function cutoffGaps(form: CutoffForm): Record<string, Reason> {
  const asked = DUTY_KINDS.filter((kind) => isAsked(form, kind));
  const { duties = [], stages = [] } = banDraftSchema.parse(cutoffContent(form));
  const stage = stageOutOfOrder(stages, duties);
  const late = duties.find(({ kind }) => kind === "UNINSTALL");
  const stop = duties.find(({ kind }) => kind === "STOP_USE");
  const at = (duty: DutyContent) => resolveDeadline(duty.deadlineLocal, duty.deadlineZone).at;
  return {
    ...(asked.length === 0 ? { "STOP_USE.on": reason("bans.field.duties.missing") } : {}),
    ...(asked.some((kind) => datedIn(form, kind) === null) || asked.length === 0 ? missingDate(form) : {}),
    ...Object.assign({}, ...asked.map((kind) => gapsOfDuty(form, kind))),
    ...(late && stop && at(late) < at(stop) ? { "UNINSTALL.date": reason("bans.field.later") } : {}),
    ...Object.assign({}, ...STAGE_KINDS.map((kind) => timeWithoutDate(form, `stage.${kind}`))),
    ...(stage ? { [`stage.${stage}.date`]: reason("bans.field.stages.order") } : {}),
  };
}

function missingDate(form: CutoffForm): Record<string, Reason> {
  return form.date ? {} : { date: reason("bans.field.deadline.missing") };
}

function timeWithoutDate({ fields }: CutoffForm, name: string): Record<string, Reason> {
  return fields[`${name}.time`] && !fields[`${name}.date`] ? { [`${name}.date`]: reason("duties.wizard.gap.time") } : {};
}

function gapsOfDuty(form: CutoffForm, kind: DutyKind): Record<string, Reason> {
  const [duty] = dutyIn(form, kind);
  const isNameless = duty?.responsible === "OWNER" && !duty.ownerId;
  const undated = teamIdsIn(form, kind).filter((id) => !form.fields[`${kind}.team.${id}.date`]);
  return {
    ...(isNameless ? { [`${kind}.ownerQ`]: reason("duties.wizard.gap.owner") } : {}),
    ...Object.fromEntries(undated.map((id) => [`${kind}.team.${id}.date`, reason("duties.wizard.gap.team")])),
  };
}
