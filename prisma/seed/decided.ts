/** What Meridian had decided about tools by the afternoon of 8 July 2026. */
export type Decided = {
  tool: string;
  status: "APPROVED" | "APPROVED_WITH_CONDITIONS" | "UNDER_REVIEW" | "NOT_APPROVED" | "DISCOVERED" | "RETIRED" | "DISMISSED";
  /** A team by name, for its subtree; without one, for everyone. */
  team?: string;
  at: string;
  by?: "officer" | "secondOfficer";
  reason: string;
  conditions?: string;
  reviewOn?: string;
  /** When the next decision took its place. */
  until?: string;
};

const COMPANY_ACCOUNT = "Sign in with your company account. Public and internal data only; no customer data, no credentials.";

export const DECIDED: readonly Decided[] = [
  // What is recommended.
  { tool: "qoder", status: "UNDER_REVIEW", at: "2025-11-18T10:20", reason: "Pilot with 400 people in Cloud and Workplace.", until: "2026-02-04T16:30" },
  { tool: "qoder", status: "APPROVED", at: "2026-02-04T16:30", reason: "The pilot met the security baseline; hosted in our own region; the contract forbids training on our code.", reviewOn: "2027-02-01" },
  { tool: "qoder-cli", status: "APPROVED", at: "2026-02-04T16:32", reason: "Same service and contract as Qoder.", reviewOn: "2027-02-01" },
  { tool: "lingma", status: "APPROVED", at: "2025-06-12T11:00", reason: "Enterprise edition inside our own cloud account.", reviewOn: "2026-12-01" },
  { tool: "qwen-code", status: "APPROVED", at: "2026-01-22T15:10", reason: "Open source, pointed at our own model endpoint.", reviewOn: "2027-01-15" },
  { tool: "dashscope", status: "APPROVED", at: "2025-06-12T11:05", reason: "Contracted model service in our own region.", reviewOn: "2026-12-01" },
  { tool: "qwen-chat", status: "APPROVED_WITH_CONDITIONS", at: "2025-09-02T10:00", reason: "Covered by the model service contract.", conditions: COMPANY_ACCOUNT, reviewOn: "2026-09-01" },
  { tool: "ollama", status: "APPROVED", at: "2025-08-20T14:00", reason: "Runs on the device; nothing leaves it.", reviewOn: "2026-08-20" },
  { tool: "llama-cpp", status: "APPROVED", at: "2025-08-20T14:05", reason: "Runs on the device; nothing leaves it.", reviewOn: "2026-08-20" },
  { tool: "vllm", status: "APPROVED", at: "2025-08-20T14:10", reason: "Used to serve our own models.", reviewOn: "2026-08-20" },
  { tool: "hf-inference", status: "APPROVED_WITH_CONDITIONS", at: "2025-10-14T09:40", reason: "Needed to fetch open weights.", conditions: "Download only. Do not send prompts or data to hosted endpoints.", reviewOn: "2026-10-01" },
  { tool: "litellm", status: "APPROVED_WITH_CONDITIONS", at: "2026-01-15T17:00", reason: "Our gateway is built on it.", conditions: "Only as the gateway that the platform team runs; not on a laptop with your own keys.", reviewOn: "2026-10-01" },

  // What may be used within limits.
  { tool: "claude-code", status: "UNDER_REVIEW", at: "2025-10-08T10:00", reason: "Widely asked for; shell and file access to be assessed.", until: "2026-03-12T15:00" },
  { tool: "claude-code", status: "APPROVED_WITH_CONDITIONS", at: "2026-03-12T15:00", reason: "Assessed with a managed configuration and a company gateway.", conditions: "Only through the company gateway, only in repositories classed internal.", reviewOn: "2026-09-12" },
  { tool: "cursor", status: "APPROVED_WITH_CONDITIONS", at: "2025-12-03T11:30", reason: "Privacy mode is contractually fixed and checked by device policy.", conditions: "No client data. Privacy mode stays on. Repositories classed internal only.", reviewOn: "2026-09-01" },
  { tool: "cursor", team: "Payments", status: "NOT_APPROVED", at: "2025-12-03T11:35", reason: "Card data environment: no code may leave our own region.", reviewOn: "2026-09-01" },
  { tool: "github-copilot", status: "APPROVED_WITH_CONDITIONS", at: "2025-05-19T10:15", reason: "Business plan with content exclusion.", conditions: "Use the company seat. Repositories on the exclusion list stay excluded.", reviewOn: "2026-11-19" },
  { tool: "github-copilot", team: "Security", status: "UNDER_REVIEW", at: "2026-04-21T14:00", reason: "Detection code is more sensitive than the plan foresees.", reviewOn: "2026-07-21" },
  { tool: "microsoft-copilot", status: "APPROVED_WITH_CONDITIONS", at: "2025-11-27T16:00", reason: "Comes with Windows; commercial data protection applies to company accounts.", conditions: COMPANY_ACCOUNT, reviewOn: "2026-11-27" },
  { tool: "m365-copilot", status: "APPROVED_WITH_CONDITIONS", at: "2026-02-19T09:30", reason: "Licensed for Corporate and International.", conditions: "Only with a licence assigned to you. Check every answer before it leaves the company.", reviewOn: "2026-08-19" },
  { tool: "notion-ai", status: "APPROVED_WITH_CONDITIONS", at: "2025-12-16T10:45", reason: "Used by three divisions for planning.", conditions: "Workspaces of the company only; no personal data of customers.", reviewOn: "2026-12-16" },
  { tool: "kimi", status: "APPROVED_WITH_CONDITIONS", at: "2026-01-29T15:25", reason: "Enterprise agreement signed in January.", conditions: COMPANY_ACCOUNT, reviewOn: "2026-07-29" },
  { tool: "doubao", status: "APPROVED_WITH_CONDITIONS", at: "2026-01-29T15:30", reason: "Low risk for public texts.", conditions: "Public information only.", reviewOn: "2026-07-29" },
  { tool: "trae", status: "APPROVED_WITH_CONDITIONS", at: "2026-04-02T10:10", reason: "Allowed for prototypes while the assessment of its telemetry goes on.", conditions: "Prototypes only, no company repositories. Telemetry switched off.", reviewOn: "2026-10-02" },
  { tool: "deepseek-app", status: "APPROVED", at: "2025-03-06T11:00", reason: "Our own deployment of the open weights serves the same models.", reviewOn: "2026-09-06" },
  { tool: "cherry-studio", status: "APPROVED_WITH_CONDITIONS", at: "2026-03-24T14:20", reason: "Open source client; what matters is where it is pointed.", conditions: "Only with the company gateway as its provider.", reviewOn: "2026-09-24" },
  { tool: "raycast-ai", status: "APPROVED_WITH_CONDITIONS", at: "2026-05-07T16:45", reason: "The launcher is approved; its AI functions are switched off by policy.", conditions: "Leave the AI functions off.", reviewOn: "2026-11-07" },
  { tool: "grammarly", status: "APPROVED_WITH_CONDITIONS", at: "2025-07-08T09:20", reason: "Business plan for International.", conditions: "English marketing texts only.", reviewOn: "2026-07-20" },

  // What is being looked at.
  { tool: "openai-codex", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-06-22T10:30", reason: "Asked for by 1,900 people since May.", reviewOn: "2026-07-14" },
  { tool: "gemini-cli", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-06-24T11:00", reason: "Assessment of account handling and data regions.", reviewOn: "2026-07-17" },
  { tool: "chatgpt-desktop", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-06-29T15:00", reason: "Found on thousands of devices without a decision.", reviewOn: "2026-07-20" },
  { tool: "chatgpt-desktop", team: "Research", status: "APPROVED_WITH_CONDITIONS", at: "2026-05-18T10:00", reason: "Comparative studies need it.", conditions: "Published data only.", reviewOn: "2026-11-18" },
  { tool: "opencode", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-07-06T09:50", reason: "Named by many as a second choice after the notice of 3 July.", reviewOn: "2026-07-24" },
  { tool: "codebuddy", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-07-06T10:05", reason: "Candidate as a further replacement.", reviewOn: "2026-07-24" },
  { tool: "kimi-cli", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-07-07T14:40", reason: "Candidate as a further replacement.", reviewOn: "2026-07-31" },
  { tool: "cline", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-06-11T13:30", reason: "Reaches whatever service it is pointed at.", reviewOn: "2026-07-15" },
  { tool: "granola", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-06-12T17:05", reason: "The notice to those who take part has come; storage is to be confirmed.", reviewOn: "2026-08-12" },
  { tool: "warp", status: "UNDER_REVIEW", by: "secondOfficer", at: "2026-05-28T16:10", reason: "Terminal content may leave the device.", reviewOn: "2026-07-28" },

  // What must not be used.
  { tool: "windsurf", status: "NOT_APPROVED", at: "2026-02-26T11:40", reason: "Ownership and data location changed twice within a year; no contract." },
  { tool: "devin", status: "NOT_APPROVED", at: "2026-02-26T11:45", reason: "Needs write access to repositories from outside." },
  { tool: "openclaw", status: "NOT_APPROVED", at: "2026-02-09T17:30", reason: "Runs with the user's rights and takes instructions from messages it receives." },
  { tool: "monica", status: "NOT_APPROVED", at: "2026-05-14T10:50", reason: "Reads every page that is open, intranet included." },
  { tool: "sider", status: "NOT_APPROVED", at: "2026-05-14T10:55", reason: "Reads every page that is open, intranet included." },
  { tool: "comet", status: "NOT_APPROVED", at: "2026-01-08T15:35", reason: "Acts in signed-in pages; prompt injection has been shown." },
  { tool: "blackbox", status: "NOT_APPROVED", at: "2025-09-25T10:00", reason: "Terms allow training on submitted code." },
  { tool: "grok", status: "NOT_APPROVED", at: "2025-11-06T10:30", reason: "No agreement that protects company data." },
  { tool: "poe", status: "NOT_APPROVED", at: "2025-11-06T10:35", reason: "Resells models without saying where prompts go." },
  { tool: "openrouter", status: "NOT_APPROVED", at: "2026-03-03T14:15", reason: "Use the company gateway: the route of a prompt must be known." },
  { tool: "granola", status: "NOT_APPROVED", at: "2026-04-16T09:10", reason: "Records meetings without telling those who take part.", until: "2026-06-12T17:05" },

  // What has ended or is not ours to decide.
  { tool: "cody", status: "RETIRED", at: "2026-01-31T12:00", reason: "Contract ended; use Qoder." },
  { tool: "tabnine", status: "RETIRED", at: "2025-12-31T12:00", reason: "Contract ended; use Qoder." },
  { tool: "zed", status: "DISMISSED", at: "2026-04-09T11:25", by: "secondOfficer", reason: "An editor; its AI functions are off unless a key is entered." },
  { tool: "lm-studio", status: "DISCOVERED", at: "2026-06-18T08:05", by: "secondOfficer", reason: "First seen in the inventories of June." },
  { tool: "google-antigravity", status: "DISCOVERED", at: "2026-06-18T08:05", by: "secondOfficer", reason: "First seen in the inventories of June." },
];
