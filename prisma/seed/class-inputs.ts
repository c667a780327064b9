/** Autonomy, use of tools, self-modification, planning, environment, predictability, impact; "-" where the demonstration knows nothing. */
type Values = readonly [string, string, string, string, string, string, string];

export type SeedInputs = { tool: string; at: string; values: Values; why: string };

/** Judgements of the demonstration from public documentation, made by its officers; not statements of any vendor. Beijing time. */
export const CLASS_INPUTS_OF_TOOLS: readonly SeedInputs[] = [
  {
    tool: "claude-code",
    at: "2026-03-16T10:30",
    values: ["scoped", "operator", "tunable", "autonomous", "connected", "uncertain", "significant"],
    why: "It plans and edits files by itself within a repository, with settings and memory it can adjust, and reaches internal services.",
  },
  {
    tool: "openai-codex",
    at: "2026-03-16T11:05",
    values: ["scoped", "operator", "tunable", "autonomous", "isolated", "uncertain", "significant"],
    why: "It works by itself in a sandbox without network unless somebody opens it.",
  },
  {
    tool: "gemini-cli",
    at: "2026-03-16T11:20",
    values: ["gated", "operator", "tunable", "autonomous", "connected", "verifiable", "significant"],
    why: "Open source; it asks before it changes files or runs commands.",
  },
  {
    tool: "qoder",
    at: "2026-03-18T15:00",
    values: ["scoped", "operator", "tunable", "assisted", "connected", "uncertain", "significant"],
    why: "Agent mode edits within the workspace and asks for commands.",
  },
  {
    tool: "qoder-cli",
    at: "2026-03-18T15:10",
    values: ["scoped", "operator", "tunable", "autonomous", "connected", "uncertain", "significant"],
    why: "The agent of Qoder on the command line.",
  },
  {
    tool: "cursor",
    at: "2026-03-20T09:40",
    values: ["scoped", "operator", "tunable", "autonomous", "connected", "uncertain", "significant"],
    why: "Agent mode runs many steps in the workspace; rules and memories are adjustable.",
  },
  {
    tool: "github-copilot",
    at: "2026-03-20T10:00",
    values: ["gated", "operator", "fixed", "assisted", "connected", "uncertain", "contained"],
    why: "Suggestions and an agent that asks before each change.",
  },
  {
    tool: "windsurf",
    at: "2026-03-20T10:15",
    values: ["scoped", "operator", "tunable", "autonomous", "connected", "uncertain", "contained"],
    why: "Cascade edits and runs commands from an allow list.",
  },
  {
    tool: "devin",
    at: "2026-04-02T14:00",
    values: ["free-running", "operator", "tunable", "autonomous", "pervasive", "uncertain", "significant"],
    why: "Works unattended in its own machine in the vendor’s cloud, with access to repositories and the internet.",
  },
  {
    tool: "openclaw",
    at: "2026-04-02T14:30",
    values: ["free-running", "administrator", "mutable", "autonomous", "pervasive", "opaque", "critical"],
    why: "A personal agent that writes its own skills and acts through messengers, mail and the shell.",
  },
  {
    tool: "cline",
    at: "2026-04-03T09:30",
    values: ["gated", "operator", "tunable", "autonomous", "connected", "verifiable", "contained"],
    why: "Open source; each step is approved unless somebody turns that off.",
  },
  {
    tool: "roo-code",
    at: "2026-04-03T09:45",
    values: ["scoped", "operator", "tunable", "autonomous", "connected", "verifiable", "contained"],
    why: "Open source; automatic approval is configurable per kind of action.",
  },
  {
    tool: "lingma",
    at: "2026-04-07T10:00",
    values: ["gated", "operator", "fixed", "assisted", "connected", "uncertain", "contained"],
    why: "Completion and an agent that asks.",
  },
  {
    tool: "trae",
    at: "2026-04-07T10:20",
    values: ["scoped", "operator", "tunable", "assisted", "connected", "-", "-"],
    why: "Builder mode edits the workspace. What it sends and how far a failure would reach is not known here.",
  },
  {
    tool: "tabnine",
    at: "2026-04-07T10:40",
    values: ["gated", "viewer", "fixed", "reactive", "isolated", "verifiable", "contained"],
    why: "Completion from a model that can be hosted in our own network.",
  },
  {
    tool: "chatgpt-web",
    at: "2026-04-09T11:00",
    values: ["gated", "viewer", "fixed", "reactive", "connected", "uncertain", "contained"],
    why: "A chat in the browser; what leaves is what somebody pastes.",
  },
  {
    tool: "chatgpt-atlas",
    at: "2026-04-09T11:20",
    values: ["free-running", "operator", "tunable", "autonomous", "pervasive", "opaque", "significant"],
    why: "Agent mode acts in the signed-in browser of whoever uses it.",
  },
  {
    tool: "grammarly",
    at: "2026-04-09T11:40",
    values: ["gated", "viewer", "fixed", "reactive", "connected", "uncertain", "contained"],
    why: "Reads what is typed and suggests.",
  },
  {
    tool: "ollama",
    at: "2026-04-14T16:00",
    values: ["gated", "viewer", "fixed", "reactive", "isolated", "verifiable", "contained"],
    why: "Runs models on the device; nothing leaves it by itself.",
  },
  {
    tool: "lm-studio",
    at: "2026-04-14T16:10",
    values: ["gated", "viewer", "fixed", "reactive", "isolated", "-", "contained"],
    why: "Runs models on the device. It is not open source; its logs were not looked at.",
  },
  {
    tool: "m365-copilot",
    at: "2026-04-16T09:30",
    values: ["gated", "operator", "fixed", "assisted", "pervasive", "uncertain", "significant"],
    why: "Reads mail, files and meetings with the rights of whoever asks.",
  },
];

/** One input set again: what opens the task that waits when the demonstration begins. */
export const CHANGED_INPUT = {
  tool: "windsurf",
  at: "2026-07-07T16:20",
  input: "systemicImpact",
  value: "critical",
  why: "Since June it is used on the repositories of the payment service: a failure would reach customers.",
} as const;

/** Another class for a time, with the second person who accepted it. */
export const SEED_OVERRIDE = {
  tool: "chatgpt-web",
  class: "HIGH",
  reason: "Until uploads of customer lists are blocked in the browser, this is treated as high: the tables do not know what people paste.",
  proposedAt: "2026-06-18T10:05",
  settledAt: "2026-06-18T15:40",
  settleReason: "Agreed; the block is planned for the third quarter.",
  untilAt: "2026-10-01T00:00",
} as const;

/** What officers said of changes of class that they have looked at. */
export const SETTLED_PROPOSALS: Readonly<Record<string, string>> = {
  HIGH: "Looked at the researcher’s post with the team. Teams were told to hold new installations until the vendor answers.",
  CRITICAL: "The vendor acknowledges a mechanism. The ban that was being drafted goes to the approver; this settles nothing about it.",
};
