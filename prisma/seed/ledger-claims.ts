import type { Behaviour, ClaimBearing, Milestone } from "../generated/enums.ts";
import type { SourceKey } from "./ledger-sources.ts";

export type SeedClaim = {
  /** Claude Code unless it is about its vendor. */
  isAboutVendor?: boolean;
  versionRange?: string;
  statement: string;
  bearing: ClaimBearing;
  behaviour?: Behaviour;
  reportedOn: string;
  sources: readonly SourceKey[];
  /** The same for each of its sources: a judgement of the demonstration. */
  credibility: number;
  /** Who acknowledged it, and the day. */
  acknowledged?: { on: string; by: string; reason: string; writtenAt: string };
  milestone?: [Milestone, string];
  dispute?: { by: string; on: string; words: string };
  note?: string;
  /** Beijing time. */
  recordedAt: string;
};

const RANGE = "vers:npm/>=2.1.91";
const ENGINEER = "an engineer of Claude Code";

/**
 * What was said in June and July 2026 and by whom, nothing above its confirmation. A claim begins on the day of the first document that says
 * so, not on the day of which it speaks.
 */
export const LEDGER_CLAIMS = {
  distillation: {
    isAboutVendor: true,
    statement:
      "Between 22 April and 5 June 2026 about 25,000 fraudulent accounts with ties to Alibaba made 28.8 million exchanges to distil the vendor’s models.",
    bearing: "CONTEXT",
    reportedOn: "2026-06-10",
    sources: ["letter"],
    credibility: 3,
    dispute: { by: "Alibaba", on: "2026-06-12", words: "Is reported to deny the allegation. No statement of its own is recorded here." },
    note: "An allegation of one side.",
    recordedAt: "2026-06-12T10:20",
  },
  regions: {
    isAboutVendor: true,
    statement: "The vendor does not serve companies in Chinese ownership, their subsidiaries abroad included.",
    bearing: "RAISES",
    behaviour: "JURISDICTION_GATING",
    reportedOn: "2026-06-10",
    sources: ["letter"],
    credibility: 2,
    acknowledged: { on: "2026-06-10", by: "Anthropic", reason: "The vendor states it in its own letter.", writtenAt: "2026-06-12T10:32" },
    recordedAt: "2026-06-12T10:28",
  },
  checks: {
    versionRange: RANGE,
    statement:
      "The client silently reads the system time zone (Asia/Shanghai, Asia/Urumqi) and compares proxy or API base addresses with hidden lists of Chinese companies, AI labs and API resellers.",
    bearing: "RAISES",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-06-30",
    sources: ["researcher", "engineer", "cybernews", "groundTruth"],
    credibility: 2,
    acknowledged: {
      on: "2026-07-01",
      by: ENGINEER,
      reason: "The engineer acknowledges a mechanism of this kind. Its details remain the researcher’s.",
      writtenAt: "2026-07-02T08:55",
    },
    milestone: ["NOTICED", "2026-06-30"],
    note: "The vendor acknowledges a mechanism; the details come from the researcher. No independent reproduction is published.",
    recordedAt: "2026-07-01T09:10",
  },
  encoding: {
    versionRange: RANGE,
    statement:
      "The result is encoded in the system prompt: the separator of the date changes from - to /, and the apostrophe of “Today’s” between Unicode characters that look alike.",
    bearing: "RAISES",
    behaviour: "COVERT_CHANNEL",
    reportedOn: "2026-06-30",
    sources: ["researcher", "trust", "showdown"],
    credibility: 3,
    recordedAt: "2026-07-01T09:18",
  },
  since: {
    statement: "The behaviour is present since version 2.1.91, published on 2 April 2026.",
    bearing: "RAISES",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-06-30",
    sources: ["researcher", "groundTruth"],
    credibility: 2,
    milestone: ["INTRODUCED", "2026-04-02"],
    note: "The npm registry dates this release 02:28 UTC on 3 April 2026, which is the evening of 2 April in California.",
    recordedAt: "2026-07-01T09:24",
  },
  march: {
    statement: "The vendor launched it as an experiment in March 2026.",
    bearing: "CONTEXT",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-01",
    sources: ["engineer"],
    credibility: 2,
    acknowledged: { on: "2026-07-01", by: ENGINEER, reason: "The engineer says so.", writtenAt: "2026-07-02T09:04" },
    recordedAt: "2026-07-02T09:00",
  },
  antiAbuse: {
    statement: "Its purpose was to prevent the abuse of accounts by resellers without authorisation and the distillation of models.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-01",
    sources: ["engineer"],
    credibility: 3,
    acknowledged: {
      on: "2026-07-01",
      by: ENGINEER,
      reason: "The engineer says so. It is a statement about the vendor’s own intent.",
      writtenAt: "2026-07-02T09:15",
    },
    dispute: {
      by: "Reports on the internal notice",
      on: "2026-07-03",
      words: "They speak of a back-door risk: an undisclosed watcher in a tool that reaches shell and files.",
    },
    note: "A statement of the vendor about its own intent.",
    recordedAt: "2026-07-02T09:11",
  },
  backdoor: {
    statement: "It amounts to a back-door risk: an undisclosed watcher in a tool with access to shell and files.",
    bearing: "RAISES",
    behaviour: "OTHER",
    reportedOn: "2026-07-03",
    sources: ["scmp", "trust"],
    credibility: 3,
    dispute: {
      by: "An engineer of the Claude Code team",
      on: "2026-07-01",
      words: "Calls it an experiment to prevent the abuse of accounts and distillation.",
    },
    recordedAt: "2026-07-03T18:20",
  },
  ban: {
    statement:
      "A large company told its staff on 3 July 2026 that the tool is off-limits for work from 10 July 2026, as high-risk software with a back-door risk, and pointed them to Qoder.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-03",
    sources: ["reuters", "scmp", "techcrunch", "information"],
    credibility: 1,
    recordedAt: "2026-07-03T18:26",
  },
  scopeTool: {
    statement: "That company’s ban covers the coding agent.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-03",
    sources: ["reuters", "scmp"],
    credibility: 2,
    recordedAt: "2026-07-03T18:31",
  },
  twoLists: {
    versionRange: RANGE,
    statement: "There are two hidden lists of identifiers.",
    bearing: "RAISES",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-04",
    sources: ["groundTruth"],
    credibility: 3,
    recordedAt: "2026-07-06T09:50",
  },
  announced: {
    statement: "The vendor said that it would be removed in an upcoming release, with fixes starting around 1 July.",
    bearing: "LOWERS",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-04",
    sources: ["groundTruth"],
    credibility: 2,
    recordedAt: "2026-07-06T09:55",
  },
  unverified: {
    statement: "No published, vetted audit reproduces the behaviour.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-04",
    sources: ["groundTruth"],
    credibility: 2,
    recordedAt: "2026-07-06T10:00",
  },
  unofficial: {
    statement: "The large company has not officially confirmed its ban.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-04",
    sources: ["groundTruth"],
    credibility: 2,
    recordedAt: "2026-07-06T10:04",
  },
  oneList: {
    versionRange: RANGE,
    statement: "The addresses are compared with one built-in list of 147 domain entries.",
    bearing: "RAISES",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-05",
    sources: ["trust"],
    credibility: 4,
    recordedAt: "2026-07-06T10:10",
  },
  removedFirst: {
    statement: "The code was removed on 1 July 2026.",
    bearing: "LOWERS",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-05",
    sources: ["continuity", "showdown"],
    credibility: 3,
    milestone: ["FIXED", "2026-07-01"],
    recordedAt: "2026-07-06T10:15",
  },
  removedSecond: {
    statement: "The code was rolled back in the release of 2 July 2026.",
    bearing: "LOWERS",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    reportedOn: "2026-07-05",
    sources: ["trust"],
    credibility: 3,
    milestone: ["FIXED", "2026-07-02"],
    recordedAt: "2026-07-06T10:19",
  },
  scopeVendor: {
    isAboutVendor: true,
    statement:
      "That company’s ban covers every product of the vendor, the models Sonnet, Opus and Fable included; every employee must uninstall by 10 July, without exceptions or a transitional period.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-05",
    sources: ["trust", "showdown"],
    credibility: 3,
    recordedAt: "2026-07-06T10:26",
  },
  suspensions: {
    isAboutVendor: true,
    statement:
      "From about 30 June 2026 the vendor suspended accounts of developers in China in large numbers, whole teams among them, with no working appeal.",
    bearing: "RAISES",
    behaviour: "ACCOUNT_SUSPENSION",
    reportedOn: "2026-07-05",
    sources: ["trust", "showdown"],
    credibility: 3,
    recordedAt: "2026-07-06T10:33",
  },
  affiliates: {
    isAboutVendor: true,
    statement: "Affiliates reached the models through subsidiaries abroad and a cloud marketplace.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-05",
    sources: ["showdown"],
    credibility: 3,
    recordedAt: "2026-07-06T10:38",
  },
  others: {
    statement: "Another large company quietly restricted its engineers’ use of this and a competing coding agent over data security.",
    bearing: "CONTEXT",
    reportedOn: "2026-07-05",
    sources: ["trust"],
    credibility: 4,
    recordedAt: "2026-07-06T10:43",
  },
} as const satisfies Record<string, SeedClaim>;

export type ClaimKey = keyof typeof LEDGER_CLAIMS;

/** What the sources disagree on. */
export const LEDGER_CONTRADICTIONS: readonly { one: ClaimKey; other: ClaimKey; reason: string; at: string }[] = [
  { one: "antiAbuse", other: "backdoor", reason: "What it was for.", at: "2026-07-03T18:23" },
  { one: "twoLists", other: "oneList", reason: "How many lists there are.", at: "2026-07-06T10:12" },
  { one: "removedFirst", other: "removedSecond", reason: "The day of the removal.", at: "2026-07-06T10:21" },
  { one: "announced", other: "removedFirst", reason: "Whether it was removed or only announced.", at: "2026-07-06T10:22" },
  { one: "announced", other: "removedSecond", reason: "Whether it was removed or only announced.", at: "2026-07-06T10:23" },
  { one: "ban", other: "unofficial", reason: "Whether the company says so itself.", at: "2026-07-06T10:06" },
  { one: "scopeTool", other: "scopeVendor", reason: "How far the ban goes.", at: "2026-07-06T10:28" },
];
