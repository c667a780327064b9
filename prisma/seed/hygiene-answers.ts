import type { ClaimKey } from "./ledger-claims.ts";

export type SeedAnswer = {
  question: string;
  answer: "yes" | "partly" | "no" | "not-applicable";
  /** Written after "Demonstration judgement:". */
  because: string;
  claims?: readonly ClaimKey[];
};

export type SeedHygiene = {
  kind: "tool" | "vendor";
  slug: string;
  /** Beijing time. */
  at: string;
  by?: "officer" | "secondOfficer";
  answers: readonly SeedAnswer[];
};

const yes = (question: string, because: string): SeedAnswer => ({ question, answer: "yes", because });
const partly = (question: string, because: string): SeedAnswer => ({ question, answer: "partly", because });
const no = (question: string, because: string, claims?: readonly ClaimKey[]): SeedAnswer => ({
  ...{ question, answer: "no", because },
  ...(claims && { claims }),
});
const never = (question: string, because: string): SeedAnswer => ({ question, answer: "not-applicable", because });

const TAKEN = "taken as shown for the exercise; no document of the vendor is kept here.";
const SAID = "the vendor says so in general terms; nothing was shown to us.";
const NOT_AGREED = "nothing of the kind is agreed with us.";

/**
 * Answers of an officer of a company that does not exist. None of them states a fact about a vendor: where an answer rests on public
 * reporting it names the claims of the ledger, and everything else is a judgement made for the demonstration.
 */
export const HYGIENE_ANSWERS: readonly SeedHygiene[] = [
  {
    kind: "vendor",
    slug: "anthropic",
    at: "2026-07-06T10:10",
    answers: [
      yes("vulnerability-disclosure", TAKEN),
      partly("patching", SAID),
      partly("processing-agreement", "an agreement with a subsidiary abroad does not cover people in mainland China."),
      yes("subprocessors", TAKEN),
      no("transfers", "no basis for people in mainland China has been agreed."),
      partly("breach-notice", SAID),
      yes("independent-audit", TAKEN),
      partly("ai-management", SAID),
      partly("eu-ai-act", SAID),
      partly("terms", "the terms exclude a part of the group from use."),
      yes("ownership", TAKEN),
      partly(
        "incident-record",
        "the experiment was acknowledged the day after it was reported; an account of causes and corrections is missing.",
      ),
      no("change-notice", "by the vendor's own words the checks were an experiment since March; nobody was told beforehand.", [
        "march",
        "checks",
      ]),
      partly("answers-reports", "an engineer answered in public within a day; no statement of the company is recorded."),
      no("served-everywhere", "the vendor states that it does not serve companies in Chinese ownership.", ["regions"]),
      no("suspension-notice", NOT_AGREED),
    ],
  },
  {
    kind: "tool",
    slug: "claude-code",
    at: "2026-07-06T10:40",
    answers: [
      partly("sign-in", "possible with a plan of the vendor that we do not have."),
      partly("agent-limits", "asks before it acts; limits for everybody were not tried by us."),
      partly("injection-testing", SAID),
      no("telemetry", "what is sent back includes the result of checks that no documentation names.", ["encoding"]),
      no("no-hidden-behaviour", "acknowledged checks of time zone and proxy that the documentation did not mention.", ["checks"]),
      no("data-flows", "the documentation is silent on what the client reads for these checks.", ["checks"]),
      no("remote-switches", "nothing says what can be changed from afar, or how to refuse."),
      partly("no-training", "promised for business plans, a matter of settings for others."),
      never("china-filing", "not offered to the public in mainland China."),
    ],
  },
  {
    kind: "vendor",
    slug: "anysphere",
    at: "2026-03-17T15:20",
    answers: [
      yes("vulnerability-disclosure", TAKEN),
      partly("independent-audit", SAID),
      yes("subprocessors", TAKEN),
      partly("processing-agreement", SAID),
      partly("ownership", "the owners are known from reporting, not from the vendor."),
      partly("standing", "young and grown fast; no accounts are public."),
      no("suspension-notice", NOT_AGREED),
      partly("secure-development", SAID),
    ],
  },
  {
    kind: "tool",
    slug: "cursor",
    at: "2026-03-17T15:45",
    answers: [
      yes("sign-in", "tried in the pilot of Platform Engineering."),
      partly("agent-limits", "asks before it runs commands; a list of allowed commands can be widened by each person."),
      partly("exclusions", "a file of exclusions is honoured for reading, less strictly for what the agent opens."),
      partly("no-training", "with a privacy mode that an administrator can force."),
      yes("alternatives", "several models of several vendors can be chosen."),
      no("signed-updates", "updates itself; holding a version back was not possible in the pilot."),
      partly("model-documentation", "a choice named “auto” does not say which model answers."),
    ],
  },
  {
    kind: "vendor",
    slug: "microsoft",
    at: "2025-05-20T11:00",
    by: "secondOfficer",
    answers: [
      yes("processing-agreement", "part of our framework contract."),
      yes("subprocessors", TAKEN),
      yes("transfers", "part of our framework contract."),
      yes("breach-notice", "part of our framework contract."),
      yes("independent-audit", "reports are delivered to our auditors every year."),
      yes("ownership", TAKEN),
      yes("standing", TAKEN),
      yes("contact", "named contacts in our framework contract."),
      partly("state-requests", "a report is published; nothing more is agreed with us."),
      partly("continuity", "availability is published; exercises were not shown to us."),
      yes("end-of-contract", "part of our framework contract."),
    ],
  },
  {
    kind: "vendor",
    slug: "github",
    at: "2026-02-11T09:30",
    answers: [
      yes("vulnerability-disclosure", TAKEN),
      yes("secure-development", TAKEN),
      yes("change-notice", "changes were announced before they came in the last year of our use."),
      partly("training-rights", "stands by customers under conditions; the rights in training data are disputed in court."),
    ],
  },
  {
    kind: "tool",
    slug: "github-copilot",
    at: "2026-02-11T10:00",
    answers: [
      yes("sign-in", "through our own identity provider."),
      yes("no-training", "by the contract for businesses."),
      yes("usage-records", "exported every month by Compliance."),
      partly("exclusions", "repositories can be excluded; the agent mode honours that only in part."),
      partly("agent-limits", SAID),
      partly("data-location", "a region can be chosen for a part of the data."),
    ],
  },
  {
    kind: "vendor",
    slug: "alibaba",
    at: "2026-02-03T14:00",
    by: "secondOfficer",
    answers: [
      yes("processing-agreement", "part of our cloud contract."),
      yes("subprocessors", "part of our cloud contract."),
      yes("breach-notice", "part of our cloud contract."),
      yes("independent-audit", "reports are delivered to our auditors every year."),
      yes("china-filing", TAKEN),
      yes("served-everywhere", "every country in which we work is served."),
      partly("eu-ai-act", SAID),
      partly("state-requests", SAID),
      yes("ownership", TAKEN),
      yes("contact", "named contacts in our cloud contract."),
    ],
  },
  {
    kind: "tool",
    slug: "qoder",
    at: "2026-02-04T11:10",
    answers: [
      yes("sign-in", "tried in the pilot of Cloud and Workplace."),
      yes("no-training", "forbidden by the contract."),
      yes("data-location", "hosted in our own region."),
      partly("agent-limits", "asks before it acts; the limits were not complete in the pilot."),
      partly("injection-testing", "our own test found two weaknesses, one of which is open."),
      partly("telemetry", "documented; a part cannot be switched off."),
      no("bill-of-materials", "asked for and not delivered by the end of the pilot."),
    ],
  },
  {
    kind: "tool",
    slug: "ollama",
    at: "2025-06-02T16:30",
    answers: [
      never("no-training", "nothing that is entered leaves the device."),
      never("processing-agreement", "nothing that is entered leaves the device."),
      never("data-location", "nothing that is entered leaves the device."),
      yes("alternatives", "runs open weights of many vendors."),
      yes("telemetry", "none was seen in our own test of 2025."),
      no("usage-records", "keeps none that we could collect."),
      partly("signed-updates", "installed by our own package service; its own updates stay off."),
    ],
  },
];

type SeedInput = { key: "dependence" | "penetration" | "maturity" | "trust" | "substitutability"; value: 1 | 2 | 3 | 4; because: string };
export type SeedDependency = { tool: string; at: string; inputs: readonly SeedInput[] };

const input = (key: SeedInput["key"], value: SeedInput["value"], because: string): SeedInput => ({ key, value, because });

/** Penetration is left to the inventories, except where a person knows better. */
export const DEPENDENCY_INPUTS: readonly SeedDependency[] = [
  {
    tool: "claude-code",
    at: "2026-07-06T11:20",
    inputs: [
      input("dependence", 3, "teams say that some migrations stop without it; deliveries go on."),
      input("maturity", 2, "settled for months, with releases almost every day."),
      input("trust", 1, "acknowledged checks that nobody had been told of."),
      input("substitutability", 3, "Qoder takes over most of the work within weeks, by the migration plan."),
    ],
  },
  {
    tool: "cursor",
    at: "2026-03-17T16:10",
    inputs: [
      input("dependence", 2, "an editor: work gets slower without it and goes on."),
      input("maturity", 2, "settled for months."),
      input("trust", 2, "says much itself; an audit was not shown to us."),
    ],
  },
  {
    tool: "github-copilot",
    at: "2026-02-11T10:30",
    inputs: [
      input("dependence", 2, "work gets slower without it and goes on."),
      input("maturity", 3, "in use with us for years."),
      input("trust", 3, "audited by others, and under our framework contract."),
      input("substitutability", 4, "other assistants do the same in the same editors."),
    ],
  },
  {
    tool: "qoder",
    at: "2026-07-03T17:40",
    inputs: [
      input("dependence", 3, "takes over the work of what is banned."),
      input("penetration", 4, "planned for everybody who writes code by the end of July; inventories are behind the roll-out."),
      input("maturity", 2, "settled for months since the pilot."),
    ],
  },
];

/** Days are of 2026 unless said. `reviewedAt` in Beijing time. */
export const CLASS_REVIEWS: readonly { tool: string; reviewedAt: string; reviewOn: string; note: string }[] = [
  {
    tool: "claude-code",
    reviewedAt: "2026-07-03T11:30",
    reviewOn: "2026-07-31",
    note: "Looked over after the acknowledgement. Again at the end of the month, when the removal is counted.",
  },
  { tool: "cursor", reviewedAt: "2025-12-15T10:00", reviewOn: "2026-06-13", note: "No change. Look again with the new agent mode." },
  { tool: "github-copilot", reviewedAt: "2026-01-22T10:00", reviewOn: "2026-07-21", note: "No change." },
  { tool: "qoder", reviewedAt: "2026-02-04T17:00", reviewOn: "2026-08-03", note: "Looked over at the end of the pilot." },
  { tool: "ollama", reviewedAt: "2025-06-20T15:00", reviewOn: "2026-06-20", note: "Runs on the device; nothing leaves it." },
];
