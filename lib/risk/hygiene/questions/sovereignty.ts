import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const SOVEREIGNTY: readonly Question[] = [
  {
    key: "data-location",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["DSP-19"] },
      { framework: "nist-800-53", refs: ["SA-9(5)"] },
      { framework: "pipl", refs: ["Art. 40"] },
    ],
  },
  {
    key: "state-requests",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "c5", refs: ["INQ-01", "INQ-02"] },
      { framework: "ccm", refs: ["DSP-18"] },
      { framework: "data-act", refs: ["Art. 32"] },
    ],
  },
  {
    key: "served-everywhere",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "iso27001", refs: ["A.5.31"] },
      { framework: "nist-ai-rmf", refs: ["GOVERN 6.2"] },
    ],
  },
  {
    key: "suspension-notice",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["STA-09"] },
      { framework: "nist-800-53", refs: ["SR-8"] },
    ],
  },
  {
    key: "export",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["IPY-04"] },
      { framework: "data-act", refs: ["Art. 25"] },
      { framework: "gdpr", refs: ["Art. 20"] },
    ],
  },
  {
    key: "alternatives",
    askedOf: "tool",
    weight: 2,
    sources: [
      { framework: "data-act", refs: ["Art. 23"] },
      { framework: "nist-ai-rmf", refs: ["GOVERN 6.2"] },
    ],
  },
  {
    key: "continuity",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "ccm", refs: ["BCR-06"] },
      { framework: "iso27001", refs: ["A.5.30"] },
      { framework: "soc2", refs: ["A1.3"] },
    ],
  },
  {
    key: "end-of-contract",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "gdpr", refs: ["Art. 28(3)(g)"] },
      { framework: "ccm", refs: ["DSP-16"] },
      { framework: "iso27001", refs: ["A.8.10"] },
    ],
  },
];
