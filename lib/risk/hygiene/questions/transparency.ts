import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const TRANSPARENCY: readonly Question[] = [
  {
    key: "data-flows",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["DSP-05"] },
      { framework: "gdpr", refs: ["Art. 13"] },
      { framework: "pipl", refs: ["Art. 17"] },
    ],
  },
  {
    key: "no-hidden-behaviour",
    askedOf: "tool",
    weight: 4,
    sources: [
      { framework: "iso42001", refs: ["A.8.2"] },
      { framework: "nist-ai-rmf", refs: ["MEASURE 2.8"] },
    ],
  },
  {
    key: "change-notice",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "iso27001", refs: ["A.5.22"] },
      { framework: "ccm", refs: ["CCC-05"] },
      { framework: "soc2", refs: ["CC2.3"] },
    ],
  },
  {
    key: "remote-switches",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["CCC-04"] },
      { framework: "nist-800-53", refs: ["CM-3"] },
      { framework: "iso27001", refs: ["A.8.32"] },
    ],
  },
  {
    key: "model-documentation",
    askedOf: "tool",
    weight: 2,
    sources: [
      { framework: "aicm", refs: ["MDS-03"] },
      { framework: "ai-act", refs: ["Art. 53(1)(b)"] },
      { framework: "nist-ai-rmf", refs: ["MEASURE 2.9"] },
    ],
  },
  {
    key: "labelling",
    askedOf: "tool",
    weight: 1,
    sources: [
      { framework: "ai-act", refs: ["Art. 50"] },
      { framework: "genai-measures", refs: ["Art. 12"] },
    ],
  },
  {
    key: "evaluations",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "iso42001", refs: ["A.6.2.4"] },
      { framework: "nist-ai-rmf", refs: ["MEASURE 2.6"] },
      { framework: "ai-act", refs: ["Art. 55(1)(a)"] },
    ],
  },
  {
    key: "answers-reports",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "iso42001", refs: ["A.8.3"] },
      { framework: "nist-ai-rmf", refs: ["GOVERN 5.1"] },
      { framework: "genai-measures", refs: ["Art. 15"] },
    ],
  },
];
