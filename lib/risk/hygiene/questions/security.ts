import type { Question } from "@/lib/risk/hygiene/questionnaire";

export const SECURITY: readonly Question[] = [
  {
    key: "sign-in",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["IAM-14"] },
      { framework: "iso27001", refs: ["A.8.5"] },
      { framework: "secure-by-design", refs: ["Multi-factor authentication"] },
    ],
  },
  {
    key: "encryption",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "ccm", refs: ["CEK-03"] },
      { framework: "nist-800-53", refs: ["SC-8", "SC-28"] },
      { framework: "gdpr", refs: ["Art. 32"] },
    ],
  },
  {
    key: "vulnerability-disclosure",
    askedOf: "vendor",
    weight: 2,
    sources: [
      { framework: "nist-800-53", refs: ["RA-5(11)"] },
      { framework: "secure-by-design", refs: ["Vulnerability disclosure policy", "CVEs"] },
      { framework: "cra", refs: ["Annex I Part II (5)"] },
    ],
  },
  {
    key: "patching",
    askedOf: "vendor",
    weight: 3,
    sources: [
      { framework: "nist-800-53", refs: ["SI-2"] },
      { framework: "ccm", refs: ["TVM-03"] },
      { framework: "cra", refs: ["Annex I Part II (2)"] },
    ],
  },
  {
    key: "signed-updates",
    askedOf: "tool",
    weight: 2,
    sources: [
      { framework: "nist-800-53", refs: ["CM-14", "SI-7"] },
      { framework: "iso27001", refs: ["A.8.32"] },
      { framework: "cra", refs: ["Annex I Part II (7)"] },
    ],
  },
  {
    key: "bill-of-materials",
    askedOf: "tool",
    weight: 2,
    sources: [
      { framework: "cra", refs: ["Annex I Part II (1)"] },
      { framework: "nist-800-53", refs: ["SR-4"] },
      { framework: "owasp-llm", refs: ["LLM03"] },
      { framework: "owasp-agentic", refs: ["ASI04"] },
    ],
  },
  {
    key: "agent-limits",
    askedOf: "tool",
    weight: 4,
    sources: [
      { framework: "owasp-agentic", refs: ["ASI02", "ASI05"] },
      { framework: "owasp-llm", refs: ["LLM06"] },
      { framework: "aicm", refs: ["AIS-11", "AIS-13"] },
    ],
  },
  {
    key: "injection-testing",
    askedOf: "tool",
    weight: 3,
    sources: [
      { framework: "owasp-llm", refs: ["LLM01"] },
      { framework: "owasp-agentic", refs: ["ASI01"] },
      { framework: "nist-ai-rmf", refs: ["MEASURE 2.7"] },
    ],
  },
];
