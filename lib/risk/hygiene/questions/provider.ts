import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const PROVIDER: readonly Question[] = [
  {
    key: "ownership",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "nist-800-161", refs: ["SR-6"] },
      { framework: "iso27001", refs: ["A.5.19"] },
    ],
  },
  {
    key: "standing",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "nist-800-161", refs: ["SR-6"] },
      { framework: "iso42001", refs: ["A.10.3"] },
    ],
  },
  {
    key: "incident-record",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "iso42001", refs: ["A.8.4"] },
      { framework: "nist-ai-rmf", refs: ["MANAGE 4.3"] },
    ],
  },
  {
    key: "contact",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "ccm", refs: ["SEF-08"] },
      { framework: "cra", refs: ["Annex II"] },
    ],
  },
  {
    key: "support-period",
    askedOf: "tool",
    weight: 2,
    sources: [
      { framework: "cra", refs: ["Art. 13(8)"] },
      { framework: "nist-800-53", refs: ["SA-22"] },
    ],
  },
  {
    key: "own-suppliers",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "ccm", refs: ["STA-08"] },
      { framework: "iso42001", refs: ["A.10.3"] },
      { framework: "nist-ai-rmf", refs: ["MANAGE 3.1"] },
      { framework: "soc2", refs: ["CC9.2"] },
    ],
  },
  {
    key: "staff-access",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "iso27001", refs: ["A.8.2"] },
      { framework: "ccm", refs: ["IAM-10"] },
      { framework: "soc2", refs: ["CC6.1"] },
    ],
  },
  {
    key: "secure-development",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "nist-ssdf", refs: ["PW.7", "PW.8"] },
      { framework: "ccm", refs: ["TVM-06"] },
      { framework: "iso27001", refs: ["A.8.25", "A.8.29"] },
    ],
  },
];
