/** The public documents that questions are drawn from, and where each is published. Their names are in `questionnaire.frameworks`. */
export const FRAMEWORKS = {
  "ai-act": "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
  aicm: "https://cloudsecurityalliance.org/artifacts/ai-controls-matrix",
  c5: "https://www.bsi.bund.de/EN/Themen/Unternehmen-und-Organisationen/Informationen-und-Empfehlungen/Empfehlungen-nach-Angriffszielen/Cloud-Computing/Kriterienkatalog-C5/kriterienkatalog-c5_node.html",
  ccm: "https://cloudsecurityalliance.org/research/cloud-controls-matrix",
  cra: "https://eur-lex.europa.eu/eli/reg/2024/2847/oj",
  "data-act": "https://eur-lex.europa.eu/eli/reg/2023/2854/oj",
  gdpr: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
  "genai-measures": "https://www.cac.gov.cn/2023-07/13/c_1690898327029107.htm",
  iso27001: "https://www.iso.org/standard/27001",
  iso42001: "https://www.iso.org/standard/42001",
  "nist-800-53": "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  "nist-800-161": "https://csrc.nist.gov/pubs/sp/800/161/r1/upd1/final",
  "nist-ai-rmf": "https://doi.org/10.6028/NIST.AI.100-1",
  "nist-ssdf": "https://csrc.nist.gov/pubs/sp/800/218/final",
  "owasp-agentic": "https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/",
  "owasp-llm": "https://genai.owasp.org/llm-top-10/",
  pipl: "https://www.gov.cn/xinwen/2021-08/20/content_5632486.htm",
  "secure-by-design": "https://www.cisa.gov/securebydesign/pledge",
  soc2: "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
} as const;

export type FrameworkKey = keyof typeof FRAMEWORKS;

/** The places of a document that a question rests on, as the document itself numbers them. */
export type Source = { framework: FrameworkKey; refs: readonly string[] };
