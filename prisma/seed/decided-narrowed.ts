import type { Decided } from "./decided.ts";

/** What was decided for some people only, beside what holds for everyone. */
export const NARROWED: readonly Decided[] = [
  {
    tool: "cursor",
    workerTypes: ["CONTRACTOR"],
    status: "NOT_APPROVED",
    at: "2025-12-03T11:40",
    reason: "The contract counts seats of employees only, and contractors work on their own accounts.",
    basis: "Cursor enterprise agreement, annex 2",
    reviewOn: "2026-09-01",
  },
  {
    tool: "github-copilot",
    workerTypes: ["CONTRACTOR"],
    status: "APPROVED_WITH_CONDITIONS",
    at: "2025-06-02T09:15",
    reason: "Seats are given to contractors one by one.",
    conditions: "Only with a seat that your project lead asked for. Repositories on the exclusion list stay excluded.",
    dataClasses: ["PUBLIC", "SOURCE_CODE"],
    reviewOn: "2026-07-06",
  },
  {
    tool: "doubao",
    countries: ["DE", "GB"],
    status: "NOT_APPROVED",
    at: "2026-02-11T10:20",
    reason: "No transfer agreement covers personal data of people in these countries.",
    basis: "Data protection assessment 2026-02",
    reviewOn: "2026-08-11",
  },
  // In a sensitive team an approval for everyone does not count: what they work with has its own.
  {
    tool: "qoder",
    team: "Settlement",
    status: "APPROVED_WITH_CONDITIONS",
    at: "2026-04-14T10:00",
    reason: "Assessed for the clearing systems: runs inside their own network segment.",
    conditions: "Only on the build hosts of Settlement.",
    dataClasses: ["PUBLIC", "INTERNAL", "SOURCE_CODE"],
    basis: "Assessment SEC-2026-041",
    reviewOn: "2026-10-14",
  },
  {
    tool: "qoder",
    team: "Fraud",
    status: "APPROVED_WITH_CONDITIONS",
    at: "2026-04-14T10:05",
    reason: "Assessed together with Settlement.",
    conditions: "Never open case files in the same workspace.",
    dataClasses: ["PUBLIC", "INTERNAL", "SOURCE_CODE"],
    basis: "Assessment SEC-2026-041",
    reviewOn: "2026-10-14",
  },
];

/** Where approvals from above do not count. */
export const SENSITIVE = [
  { team: "Settlement", at: "2026-03-30T09:30", reason: "Clearing data of banks is processed here under supervision." },
  { team: "Fraud", at: "2026-03-30T09:35", reason: "Case files name suspects and those who reported them." },
  { team: "Legal", at: "2026-03-30T09:40", reason: "Files are privileged; what leaves the department may lose that." },
] as const;
