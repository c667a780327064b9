import type { EvidenceKind } from "../generated/enums.ts";

export type SeedSource = {
  publisher: string;
  title: string;
  kind: EvidenceKind;
  publishedOn: string;
  reliability: string;
  note?: string;
  /** Keys of the sources that it cites or repeats. */
  cites?: readonly string[];
  /** Beijing time. */
  recordedAt: string;
};

/** The documents of June and July 2026 as the demonstration judges them. Addresses are left out: nobody is sent anywhere by an example. */
export const LEDGER_SOURCES = {
  letter: {
    publisher: "Anthropic",
    title: "Letter to the Banking Committee of the US Senate",
    kind: "PRIMARY",
    publishedOn: "2026-06-10",
    reliability: "B",
    note: "One side’s account of a dispute in which it has an interest.",
    recordedAt: "2026-06-12T10:15",
  },
  researcher: {
    publisher: "An independent researcher",
    title: "Public thread on the reverse engineering of Claude Code",
    kind: "PRIMARY",
    publishedOn: "2026-06-30",
    reliability: "C",
    note: "The first analysis of the checks. Not a vetted audit.",
    recordedAt: "2026-07-01T08:50",
  },
  engineer: {
    publisher: "An engineer of the Claude Code team",
    title: "Posts on X about an experiment launched in March and its removal",
    kind: "PRIMARY",
    publishedOn: "2026-07-01",
    reliability: "B",
    note: "Speaks for the vendor’s team, about the vendor’s own conduct.",
    recordedAt: "2026-07-02T08:45",
  },
  reuters: {
    publisher: "Reuters",
    title: "First press report of an internal notice",
    kind: "SECONDARY",
    publishedOn: "2026-07-03",
    reliability: "A",
    recordedAt: "2026-07-03T18:05",
  },
  scmp: {
    publisher: "South China Morning Post",
    title: "Report that quotes the internal notice",
    kind: "SECONDARY",
    publishedOn: "2026-07-03",
    reliability: "A",
    note: "Has seen the notice.",
    recordedAt: "2026-07-03T18:12",
  },
  techcrunch: {
    publisher: "TechCrunch",
    title: "Report on the ban",
    kind: "SECONDARY",
    publishedOn: "2026-07-03",
    reliability: "B",
    cites: ["reuters"],
    recordedAt: "2026-07-06T09:05",
  },
  information: {
    publisher: "The Information",
    title: "Report on the ban",
    kind: "SECONDARY",
    publishedOn: "2026-07-03",
    reliability: "B",
    recordedAt: "2026-07-06T09:09",
  },
  cybernews: {
    publisher: "Cybersecurity News / Cybernews",
    title: "Report on the researcher’s analysis",
    kind: "SECONDARY",
    publishedOn: "2026-07-03",
    reliability: "C",
    cites: ["researcher"],
    recordedAt: "2026-07-06T09:14",
  },
  groundTruth: {
    publisher: "Ground Truth",
    title: "Fact-checking column: what is reported and what is confirmed",
    kind: "AGGREGATED",
    publishedOn: "2026-07-04",
    reliability: "C",
    cites: ["cybernews", "researcher", "engineer"],
    recordedAt: "2026-07-06T09:20",
  },
  continuity: {
    publisher: "Trade commentary on continuity and sovereignty",
    title: "Takes the core fact as not in dispute",
    kind: "AGGREGATED",
    publishedOn: "2026-07-05",
    reliability: "D",
    cites: ["reuters", "scmp", "techcrunch", "information"],
    recordedAt: "2026-07-06T09:31",
  },
  trust: {
    publisher: "Trade commentary on developer trust",
    title: "Gives the mechanism in most detail and the ban its widest scope",
    kind: "AGGREGATED",
    publishedOn: "2026-07-05",
    reliability: "D",
    cites: ["researcher", "scmp"],
    recordedAt: "2026-07-06T09:36",
  },
  showdown: {
    publisher: "Trade news on the two companies",
    title: "Quotes the notice and names the number of employees",
    kind: "AGGREGATED",
    publishedOn: "2026-07-05",
    reliability: "D",
    cites: ["scmp", "researcher"],
    recordedAt: "2026-07-06T09:42",
  },
} as const satisfies Record<string, SeedSource>;

export type SourceKey = keyof typeof LEDGER_SOURCES;
