import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const COMPLIANCE: readonly Question[] = [
  {
    key: "independent-audit",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["A&A-02"] },
      { framework: "nist-800-53", refs: ["SR-6"] },
      { framework: "soc2", refs: ["CC4.1"] },
    ],
  },
  {
    key: "ai-management",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "iso42001", refs: ["A.2.2", "A.3.2"] },
      { framework: "nist-ai-rmf", refs: ["GOVERN 1.1"] },
    ],
  },
  {
    key: "impact-assessment",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "iso42001", refs: ["A.5.2"] },
      { framework: "aicm", refs: ["GRC-10"] },
      { framework: "gdpr", refs: ["Art. 35"] },
      { framework: "pipl", refs: ["Art. 55"] },
    ],
  },
  {
    key: "eu-ai-act",
    askedOf: "vendor",
    weight: 2,
    sources: [{ framework: "ai-act", refs: ["Art. 50", "Art. 53"] }],
  },
  {
    key: "china-filing",
    askedOf: "vendor",
    weight: 2,
    sources: [{ framework: "genai-measures", refs: ["Art. 17"] }],
  },
  {
    key: "terms",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["STA-09"] },
      { framework: "iso42001", refs: ["A.10.2"] },
      { framework: "genai-measures", refs: ["Art. 9"] },
    ],
  },
  {
    key: "training-rights",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "ai-act", refs: ["Art. 53(1)(c)"] },
      { framework: "genai-measures", refs: ["Art. 7"] },
      { framework: "iso42001", refs: ["A.7.3"] },
      { framework: "nist-ai-rmf", refs: ["GOVERN 6.1"] },
    ],
  },
  {
    key: "usage-records",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "iso42001", refs: ["A.6.2.8"] },
      { framework: "ccm", refs: ["LOG-07"] },
      { framework: "nist-800-53", refs: ["AU-2"] },
    ],
  },
];
