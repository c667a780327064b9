import fc from "fast-check";
import { kindsProvedForOthers, visibleKinds } from "@/lib/inventory/rules";
import { bitsToKinds, kindBit } from "@/lib/registry/identifiers";
import type { CoverageRule, DevicePlatform, DutyKind, ExceptionStatus, IdentifierKind, SourceSystem } from "@/prisma/generated/enums";

/** Minute 0 of every history. */
const START = Date.UTC(2026, 6, 1);
export const at = (minute: number) => new Date(START + minute * 60_000);
export const END_MINUTE = 6_000;

/** The last one is disabled: nothing it says counts. */
export const SOURCES: readonly { id: number; system: SourceSystem; instance: string; periodMinutes: number; enabled: boolean }[] = [
  { id: 1, system: "OSQUERY", instance: "a", periodMinutes: 240, enabled: true },
  { id: 2, system: "FLEET", instance: "b", periodMinutes: 60, enabled: true },
  { id: 3, system: "INTUNE", instance: "c", periodMinutes: 1440, enabled: true },
  { id: 4, system: "OSQUERY", instance: "off", periodMinutes: 1440, enabled: false },
];

/** What the banned tool is listed by; the last two are not required: one by its confidence, one by its kind. */
export const LISTED = [
  { kind: "NPM", confidence: "VERIFIED" },
  { kind: "VSCODE", confidence: "HIGH" },
  { kind: "BREW_CASK", confidence: "HIGH" },
  { kind: "MACOS_BUNDLE", confidence: "HIGH" },
  { kind: "WINDOWS_PROGRAM", confidence: "VERIFIED" },
  { kind: "WINGET", confidence: "HIGH" },
  { kind: "JETBRAINS", confidence: "MEDIUM" },
  { kind: "PATH", confidence: "HIGH" },
] as const satisfies readonly { kind: IdentifierKind; confidence: "VERIFIED" | "HIGH" | "MEDIUM" }[];

/** Software of the tool: two versions of each kind. The id is the position plus one. */
export const SOFTWARE = LISTED.flatMap(({ kind }) => ["1.0.0", "2.0.0"].map((version) => ({ kind: kind as IdentifierKind, version })));

export type ReportEvent = { minute: number; sourceId: number; complete: boolean; held: boolean; kinds: IdentifierKind[]; items: number[] };
export type DeviceHistory = { platform: DevicePlatform; reports: ReportEvent[]; attested: number[]; exceptions: ExceptionEvent[] };
/** `tools` empty: for all of them. `due` is the date it leaves behind; one that was revoked ended in the minute `ended`. */
export type ExceptionEvent = {
  duty: DutyKind;
  from: number;
  to: number;
  due: number;
  ended: number;
  status: ExceptionStatus;
  tools: number[];
};
export type PersonHistory = { team: number; devices: DeviceHistory[]; attested: number[]; exceptions: ExceptionEvent[] };

/** Whole hours: things that happen at the same moment are where rules part. */
const minute = fc.integer({ min: 0, max: END_MINUTE / 60 }).map((hour) => hour * 60);
const status = fc.constantFrom<ExceptionStatus>("ACTIVE", "ACTIVE", "ACTIVE", "APPROVED", "EXPIRED", "REVOKED");
const hours = (max: number) => fc.integer({ min: 0, max }).map((count) => count * 60);
export const exceptionEvent: fc.Arbitrary<ExceptionEvent> = fc
  .record({
    duty: fc.constantFrom<DutyKind>("STOP_USE", "UNINSTALL"),
    from: minute,
    length: hours(50).map((length) => length + 60),
    after: hours(100),
    ended: minute,
    status,
    tools: fc.constantFrom<number[]>([], [], [1], [2], [1, 2]),
  })
  .map(({ length, after, ...event }) => ({ ...event, to: event.from + length, due: event.from + length + after }));

/** A report of a source on a platform covers some of what it can see there, and lists items of what it covers. */
function reportEvent(platform: DevicePlatform): fc.Arbitrary<ReportEvent> {
  return fc
    .record({
      minute,
      source: fc.constantFrom(...SOURCES),
      complete: fc.boolean().map((part) => part || platform === "UNKNOWN"),
      held: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      blindTo: fc.option(fc.constantFrom<IdentifierKind>("NPM", "VSCODE", "WINDOWS_PROGRAM", "MACOS_BUNDLE"), { nil: null, freq: 4 }),
      items: fc.uniqueArray(fc.integer({ min: 1, max: SOFTWARE.length }), { maxLength: 3 }),
      isClean: fc.boolean(),
    })
    .map(({ source, blindTo, items, isClean, ...report }) => {
      const kinds = bitsToKinds(visibleKinds(source.system, platform) & ~(blindTo ? kindBit(blindTo) : 0));
      const listed = items.filter((id) => kinds.some((kind) => kind === SOFTWARE[id - 1]?.kind));
      return { ...report, sourceId: source.id, kinds, items: isClean ? [] : listed };
    });
}

const deviceHistory: fc.Arbitrary<DeviceHistory> = fc
  .constantFrom<DevicePlatform>("MACOS", "MACOS", "WINDOWS", "WINDOWS", "LINUX", "CHROMEOS", "UNKNOWN")
  .chain((platform) =>
    fc
      .record({
        platform: fc.constant(platform),
        // One source says one thing at one time.
        reports: fc.uniqueArray(reportEvent(platform), { maxLength: 12, selector: (report) => `${report.sourceId} ${report.minute}` }),
        attested: fc.array(fc.tuple(minute, fc.nat({ max: 20 })), { maxLength: 2 }),
        exceptions: fc.option(fc.array(exceptionEvent, { maxLength: 2 }), { nil: [], freq: 2 }),
      })
      // Half of the statements are made at the moment of a report.
      .map((history) => ({ ...history, attested: history.attested.map(([when, like]) => history.reports[like]?.minute ?? when) })),
  );

export const personHistory: fc.Arbitrary<PersonHistory> = fc.record({
  team: fc.integer({ min: 1, max: 7 }),
  devices: fc.array(deviceHistory, { maxLength: 3 }),
  attested: fc.option(fc.array(minute, { maxLength: 1 }), { nil: [] }),
  exceptions: fc.option(fc.array(exceptionEvent, { maxLength: 2 }), { nil: [], freq: 2 }),
});

export const coverageRule = fc.constantFrom<CoverageRule>("ALL_KINDS", "ANY_KIND");

export type EpisodeRow = { softwareId: number; sourceId: number; first: number; last: number; gone: number | null };
export type ReportRow = { sourceId: number; kinds: IdentifierKind[]; minute: number; held: boolean };

/** What the inventory keeps of a device's reports, taken in the order of their collection. */
export function merged(reports: readonly ReportEvent[]): { episodes: EpisodeRow[]; reports: ReportRow[] } {
  const episodes: EpisodeRow[] = [];
  const kept: ReportRow[] = [];
  const newest = (sourceId: number, kind: IdentifierKind | undefined) =>
    Math.max(
      ...kept.filter((row) => !row.held && row.sourceId === sourceId && row.kinds.some((one) => one === kind)).map((row) => row.minute),
    );
  for (const report of reports.toSorted((a, b) => a.minute - b.minute)) {
    if (!report.held) {
      const open = episodes.filter((row) => row.sourceId === report.sourceId && row.gone === null);
      for (const row of open) {
        const kind = SOFTWARE[row.softwareId - 1]?.kind;
        if (report.items.includes(row.softwareId)) {
          if (!report.complete) row.last = report.minute;
        } else if (report.complete && report.kinds.some((one) => one === kind)) {
          row.last = Math.max(row.last, newest(report.sourceId, kind));
          row.gone = report.minute;
        }
      }
      const added = report.items.filter((id) => !open.some((row) => row.softwareId === id));
      episodes.push(
        ...added.map((softwareId) => ({ softwareId, sourceId: report.sourceId, first: report.minute, last: report.minute, gone: null })),
      );
    }
    if (report.complete && report.kinds.length > 0) keepNewest(kept, report);
  }
  return { episodes, reports: kept };
}

function keepNewest(kept: ReportRow[], { sourceId, kinds, minute: when, held }: ReportEvent): void {
  const same = kept.find((row) => row.sourceId === sourceId && row.held === held && String(row.kinds) === String(kinds));
  if (same) same.minute = Math.max(same.minute, when);
  else kept.push({ sourceId, kinds, minute: when, held });
}

const systemOf = (sourceId: number) => SOURCES.find(({ id }) => id === sourceId)?.system ?? "OSQUERY";

export function provenForOthers(report: Pick<ReportEvent, "sourceId" | "kinds">, platform: DevicePlatform): IdentifierKind[] {
  const proven = bitsToKinds(kindsProvedForOthers(systemOf(report.sourceId), platform));
  return report.kinds.filter((kind) => proven.includes(kind));
}
