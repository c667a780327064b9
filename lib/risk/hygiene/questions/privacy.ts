import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const PRIVACY: readonly Question[] = [
  {
    key: "no-training",
    askedOf: "tool",
    weight: 4,
    sources: [
      { framework: "gdpr", refs: ["Art. 5(1)(b)"] },
      { framework: "ccm", refs: ["DSP-12"] },
      { framework: "nist-ai-rmf", refs: ["MEASURE 2.10"] },
    ],
  },
  {
    key: "retention",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["DSP-16"] },
      { framework: "gdpr", refs: ["Art. 5(1)(e)"] },
      { framework: "pipl", refs: ["Art. 47"] },
      { framework: "iso27001", refs: ["A.8.10"] },
    ],
  },
  {
    key: "telemetry",
    askedOf: "tool",
    weight: 4,
    sources: [
      { framework: "ccm", refs: ["DSP-08"] },
      { framework: "gdpr", refs: ["Art. 25"] },
      { framework: "genai-measures", refs: ["Art. 11"] },
    ],
  },
  {
    key: "processing-agreement",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "gdpr", refs: ["Art. 28(3)"] },
      { framework: "pipl", refs: ["Art. 21"] },
      { framework: "iso27001", refs: ["A.5.20"] },
    ],
  },
  {
    key: "subprocessors",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "ccm", refs: ["DSP-14"] },
      { framework: "gdpr", refs: ["Art. 28(2)"] },
    ],
  },
  {
    key: "transfers",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "gdpr", refs: ["Art. 44", "Art. 46"] },
      { framework: "pipl", refs: ["Art. 38", "Art. 39"] },
      { framework: "ccm", refs: ["DSP-10"] },
    ],
  },
  {
    key: "breach-notice",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["SEF-07"] },
      { framework: "gdpr", refs: ["Art. 33"] },
      { framework: "pipl", refs: ["Art. 57"] },
    ],
  },
  {
    key: "exclusions",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "owasp-llm", refs: ["LLM02"] },
      { framework: "ccm", refs: ["DSP-17"] },
      { framework: "iso27001", refs: ["A.8.12"] },
    ],
  },
];
