import { expect, test } from "vitest";
import type { LintFacts, ReplacementFact } from "@/lib/bans/lint/facts";
import { lintFindings } from "@/lib/bans/lint/rules";
import { CHECK_NAMES, CHECKS, type Check } from "@/lib/bans/lint/schema";
import { STEPS } from "@/lib/bans/rules";
import { type BanDraftInput, banDraftSchema } from "@/lib/bans/schema";

/** Thursday 2 July 2026, 15:00 in Shanghai; the cutoff is Friday 10 July, 00:00. */
const now = new Date("2026-07-02T07:00:00Z");

const said: BanDraftInput = {
  title: { en: "Claude Code" },
  selector: { vendors: [1], tools: [] },
  population: { everyone: true, include: [], exclude: [] },
  duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" }],
  replacement: { toolId: 9 },
  exceptions: { allowed: false, contact: "#help", maxDays: 30, decideWithinHours: 72 },
  claims: [{ id: 1, statedAs: "ACKNOWLEDGED" }],
  reinstatement: { en: "An independent audit." },
  reviewOn: "2026-10-01",
};

const qoder: ReplacementFact = {
  ...{ toolId: 9, slug: "qoder", name: "Qoder", needs: 100, isInScope: false, bannedBy: [], isDiscontinued: false },
  ...{ refused: 0, undecided: 0, seats: { free: 100, asOf: "2026-07-01" } },
};

/** A ban with nothing to be said about. */
function calm(changes: Partial<LintFacts> = {}, content: BanDraftInput = {}): LintFacts {
  return {
    code: "BAN-7",
    content: banDraftSchema.parse({ ...said, ...content }),
    tools: 2,
    edges: 1,
    population: { people: 1_000, devices: 5, withoutDevice: 0 },
    found: { people: 100, devices: 120 },
    silent: { devices: 0, withTool: 0 },
    unmanaged: 0,
    uncontrolled: [],
    categories: [{ category: "coding-agent-cli", people: 100 }],
    replacements: [qoder],
    places: [
      { country: "CN", zone: "Asia/Shanghai", people: 900 },
      { country: "US", zone: "America/Los_Angeles", people: 100 },
    ],
    days: [],
    freezes: [],
    sources: [{ name: "Fleet main", periodMinutes: 60, devices: 120 }],
    claims: [{ id: 1, statement: "It sends what it reads.", confirmation: "VERIFIED" }],
    overlaps: [],
    required: [],
    exceptions: [],
    exceptionsElsewhere: 0,
    ...changes,
  };
}

const duty = (deadlineLocal: string, deadlineZone = "Asia/Shanghai", mode: "INSTANT" | "LOCAL" = "INSTANT"): BanDraftInput => ({
  duties: [{ kind: "UNINSTALL", deadlineLocal, deadlineZone, mode }],
});
const other = { code: "BAN-3", title: "Codex", tools: ["Codex"] };
const freeze = {
  id: 4,
  team: "Payments",
  reason: "Quarter end",
  startsAt: new Date("2026-07-06T00:00:00Z"),
  endsAt: new Date("2026-07-08T00:00:00Z"),
  people: 12,
};
const exception = { id: 5, ban: "BAN-7", who: "Wang Fang", endsAt: new Date("2026-11-01T00:00:00Z") };
const none = { none: { owner: "Li Wei", nextUpdateOn: "2026-07-20" } };

/** Per check: facts with which it speaks, and facts so close that it is silent. */
const CASES: Record<Check, { fires: LintFacts; silent: LintFacts; fix: string }> = {
  "scope-empty": { fires: calm({ tools: 0, edges: 0 }), silent: calm({ tools: 0, edges: 1 }), fix: "/bans/BAN-7/edit/scope" },
  "population-empty": {
    fires: calm({ population: { people: 0, devices: 0, withoutDevice: 0 } }),
    silent: calm({ population: { people: 0, devices: 1, withoutDevice: 0 } }),
    fix: "/bans/BAN-7/edit/population",
  },
  "replacement-in-scope": {
    fires: calm({ replacements: [{ ...qoder, isInScope: true }] }),
    silent: calm(),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "replacement-banned": {
    fires: calm({ replacements: [{ ...qoder, bannedBy: ["BAN-3"] }] }),
    silent: calm({ replacements: [] }),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "replacement-refused": {
    fires: calm({ replacements: [{ ...qoder, refused: 1_000 }] }),
    silent: calm({ replacements: [{ ...qoder, refused: 999 }] }),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "replacement-unapproved": {
    fires: calm({ replacements: [{ ...qoder, undecided: 1 }] }),
    silent: calm({ replacements: [{ ...qoder, refused: 1_000 }] }),
    fix: "/tools/qoder/decide",
  },
  "replacement-ended": {
    fires: calm({ replacements: [{ ...qoder, isDiscontinued: true }] }),
    silent: calm(),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "replacement-seats": {
    fires: calm({ replacements: [{ ...qoder, seats: { free: 99, asOf: "2026-07-01" } }] }),
    silent: calm({ replacements: [{ ...qoder, seats: null }] }),
    fix: "/tools/qoder/use",
  },
  "no-replacement": {
    fires: calm({ replacements: [] }, { replacement: none }),
    silent: calm({}, { replacement: none, useCases: [{ category: "coding-agent-cli", replacement: { toolId: 9 } }] }),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "replacement-late": {
    fires: calm({}, { replacementAvailableOn: "2026-07-11" }),
    // Available from the morning that begins with the cutoff.
    silent: calm({}, { replacementAvailableOn: "2026-07-10" }),
    fix: "/bans/BAN-7/edit/replacement",
  },
  "notice-short": {
    fires: calm({
      sources: [
        { name: "Intune main", periodMinutes: 14 * 24 * 60, devices: 40 },
        { name: "Fleet main", periodMinutes: 60, devices: 80 },
      ],
    }),
    silent: calm({
      sources: [
        { name: "Intune main", periodMinutes: 14 * 24 * 60, devices: 0 },
        { name: "Fleet main", periodMinutes: 7 * 24 * 60, devices: 80 },
      ],
    }),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "cutoff-passed": {
    fires: calm({}, duty("2026-07-02T15:00")),
    silent: calm({}, duty("2026-07-02T15:01")),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "cutoff-weekend": {
    fires: calm({}, duty("2026-07-11T09:00")),
    // 09:00 on a Saturday in Shanghai is Friday in California, and the Saturday is worked in China.
    silent: calm({ days: [{ day: "2026-07-11", country: "CN", name: "Worked", isWorkday: true }] }, duty("2026-07-11T09:00")),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "cutoff-holiday": {
    fires: calm({ days: [{ day: "2026-07-10", country: "CN", name: "Founders' Day", isWorkday: false }] }),
    // In California it is still 9 July.
    silent: calm({ days: [{ day: "2026-07-10", country: "US", name: "Founders' Day", isWorkday: false }] }),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "cutoff-repeated": {
    fires: calm({}, duty("2026-11-01T01:30", "America/Los_Angeles")),
    silent: calm({}, duty("2026-11-01T02:00", "America/Los_Angeles")),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "cutoff-skipped": {
    // Nobody wrote the Californian zone, and yet people there have no 02:30 on that day.
    fires: calm({}, duty("2027-03-14T02:30", "Asia/Shanghai", "LOCAL")),
    silent: calm({}, duty("2027-03-14T02:30", "Asia/Shanghai")),
    fix: "/bans/BAN-7/edit/cutoff",
  },
  "change-freeze": {
    fires: calm({ freezes: [freeze] }),
    silent: calm({
      freezes: [
        { ...freeze, people: 0 },
        { ...freeze, startsAt: new Date("2026-07-09T16:00:00Z"), endsAt: new Date("2026-07-20T00:00:00Z") },
      ],
    }),
    fix: "/calendar",
  },
  "devices-silent": {
    fires: calm({ silent: { devices: 3, withTool: 0 } }),
    silent: calm(),
    fix: "/bans/BAN-7/blast-radius/silent",
  },
  "devices-unmanaged": { fires: calm({ unmanaged: 1 }), silent: calm(), fix: "/bans/BAN-7/blast-radius/unmanaged" },
  "people-without-device": {
    fires: calm({ population: { people: 1_000, devices: 5, withoutDevice: 2 } }),
    silent: calm(),
    fix: "/bans/BAN-7/blast-radius/without-device",
  },
  "channels-uncontrolled": { fires: calm({ uncontrolled: ["Amazon Bedrock"] }), silent: calm(), fix: "/bans/BAN-7/blast-radius/channels" },
  "basis-missing": { fires: calm({}, { claims: [] }), silent: calm({}, { claims: [], findings: [3] }), fix: "/bans/BAN-7/edit/basis" },
  "basis-reported": {
    fires: calm({ claims: [{ id: 1, statement: "It sends.", confirmation: "REPORTED" }] }, { claims: [{ id: 1, statedAs: "REPORTED" }] }),
    silent: calm(
      { claims: [{ id: 1, statement: "It sends.", confirmation: "REPORTED" }] },
      { claims: [{ id: 1, statedAs: "REPORTED" }], findings: [3] },
    ),
    fix: "/bans/BAN-7/edit/basis",
  },
  "claim-overquoted": {
    fires: calm({ claims: [{ id: 1, statement: "It sends.", confirmation: "REPORTED" }] }),
    silent: calm({ claims: [{ id: 1, statement: "It sends.", confirmation: "ACKNOWLEDGED" }] }),
    fix: "/bans/BAN-7/edit/basis",
  },
  "exceptions-undefined": { fires: calm({}, { exceptions: {} }), silent: calm(), fix: "/bans/BAN-7/edit/words" },
  "ban-overlap": { fires: calm({ overlaps: [other] }), silent: calm(), fix: "/bans/BAN-3" },
  "required-elsewhere": { fires: calm({ required: [other] }), silent: calm(), fix: "/bans/BAN-7/edit/scope" },
  "exception-outlives": {
    fires: calm({ exceptions: [exception] }),
    silent: calm({ exceptions: [{ ...exception, endsAt: new Date("2026-09-30T00:00:00Z") }] }),
    fix: "/exceptions/5",
  },
  "exceptions-elsewhere": { fires: calm({ exceptionsElsewhere: 2 }), silent: calm(), fix: "/bans/BAN-7/blast-radius/exceptions" },
  "exceptions-outlast-review": {
    fires: calm({}, { exceptions: { allowed: true, contact: "#help", maxDays: 90, decideWithinHours: 72 } }),
    silent: calm({}, { exceptions: { allowed: true, contact: "#help", maxDays: 60, decideWithinHours: 72 } }),
    fix: "/bans/BAN-7/edit/words",
  },
  "reinstatement-missing": { fires: calm({}, { reinstatement: {} }), silent: calm(), fix: "/bans/BAN-7/edit/basis" },
  "review-missing": { fires: calm({}, { reviewOn: "" }), silent: calm(), fix: "/bans/BAN-7/edit/words" },
  "review-early": {
    fires: calm({}, { reviewOn: "2026-07-09" }),
    silent: calm({}, { reviewOn: "2026-07-10" }),
    fix: "/bans/BAN-7/edit/words",
  },
};

const of = (facts: LintFacts, check: Check) => lintFindings(facts, now).filter((finding) => finding.check === check);

test("a ban with everything said and nothing in its way has no findings", () => {
  expect(lintFindings(calm(), now)).toEqual([]);
});

test.each(CHECK_NAMES)("%s speaks when it should, is silent when it should not, and says where it is mended", (check) => {
  const { fires, silent, fix } = CASES[check];
  const [found, ...more] = of(fires, check);
  expect(found).toMatchObject({ check, level: CHECKS[check], fixHref: fix });
  expect(more).toEqual([]);
  expect(of(silent, check)).toEqual([]);
});

test("a fix in the wizard leads to a step that there is", () => {
  const steps = CHECK_NAMES.flatMap((check) => /\/edit\/([\w-]+)$/.exec(CASES[check].fix)?.[1] ?? []);
  expect(steps.filter((step) => !STEPS.some((one) => one === step))).toEqual([]);
});

test("the notice says at most how much can be proved by the cutoff", () => {
  const [found] = of(CASES["notice-short"].fires, "notice-short");
  expect(found?.values).toMatchObject({ percent: 66, late: 40, devices: 120, source: "Intune main", periodHours: 336, noticeHours: 177 });
});

test("one clock time in many zones is looked at in each of them, and a team's own date as well", () => {
  const [skipped] = of(CASES["cutoff-skipped"].fires, "cutoff-skipped");
  expect(skipped?.values).toEqual({ local: "2027-03-14 02:30", zones: { list: ["America/Los_Angeles"] } });
  const teams = [{ teamId: 4, deadlineLocal: "2026-07-12T00:00", deadlineZone: "Asia/Shanghai" }];
  const facts = calm({}, { duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai", teams }] });
  expect(of(facts, "cutoff-weekend").map(({ values }) => values)).toEqual([
    { day: { day: "2026-07-12" }, people: 900 },
    { day: { day: "2026-07-11" }, people: 100 },
  ]);
});

test("a weekend and a holiday count the people they hit", () => {
  const days = [
    { day: "2026-10-01", country: "CN", name: "National Day", isWorkday: false },
    { day: "2026-10-01", country: null, name: "Company day", isWorkday: false },
  ];
  expect(of(calm({ days }, duty("2026-10-01T18:00")), "cutoff-holiday").map(({ values }) => values)).toEqual([
    { day: { day: "2026-10-01" }, name: "National Day", country: "CN", people: 900 },
    { day: { day: "2026-10-01" }, name: "Company day", country: "US", people: 100 },
  ]);
});
