import type { Decided } from "./decided.ts";

/** What is recommended. */
export const ALLOWED: readonly Decided[] = [
  {
    tool: "qoder",
    status: "UNDER_REVIEW",
    at: "2025-11-18T10:20",
    reason: "Pilot with 400 people in Cloud and Workplace.",
    until: "2026-02-04T16:30",
  },
  {
    tool: "qoder",
    status: "APPROVED",
    at: "2026-02-04T16:30",
    reason: "The pilot met the security baseline; hosted in our own region; the contract forbids training on our code.",
    reviewOn: "2027-02-01",
  },
  { tool: "qoder-cli", status: "APPROVED", at: "2026-02-04T16:32", reason: "Same service and contract as Qoder.", reviewOn: "2027-02-01" },
  {
    tool: "lingma",
    status: "APPROVED",
    at: "2025-06-12T11:00",
    reason: "Enterprise edition inside our own cloud account.",
    reviewOn: "2026-12-01",
  },
  {
    tool: "qwen-code",
    status: "APPROVED",
    at: "2026-01-22T15:10",
    reason: "Open source, pointed at our own model endpoint.",
    reviewOn: "2027-01-15",
  },
  {
    tool: "dashscope",
    status: "APPROVED",
    at: "2025-06-12T11:05",
    reason: "Contracted model service in our own region.",
    reviewOn: "2026-12-01",
  },
  { tool: "ollama", status: "APPROVED", at: "2025-08-20T14:00", reason: "Runs on the device; nothing leaves it.", reviewOn: "2026-08-20" },
  {
    tool: "llama-cpp",
    status: "APPROVED",
    at: "2025-08-20T14:05",
    reason: "Runs on the device; nothing leaves it.",
    reviewOn: "2026-08-20",
  },
  { tool: "vllm", status: "APPROVED", at: "2025-08-20T14:10", reason: "Used to serve our own models.", reviewOn: "2026-08-20" },
  {
    tool: "hf-inference",
    status: "APPROVED_WITH_CONDITIONS",
    at: "2025-10-14T09:40",
    reason: "Needed to fetch open weights.",
    conditions: "Download only. Do not send prompts or data to hosted endpoints.",
    reviewOn: "2026-10-01",
  },
  {
    tool: "litellm",
    status: "APPROVED_WITH_CONDITIONS",
    at: "2026-01-15T17:00",
    reason: "Our gateway is built on it.",
    conditions: "Only as the gateway that the platform team runs; not on a laptop with your own keys.",
    reviewOn: "2026-10-01",
  },
];
