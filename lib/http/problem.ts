import type { RefusalCode } from "@/lib/refusal";

/** RFC 9457. `instance` is the id of the request, which the log holds too. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: Record<string, string[]>;
};

export type ProblemCode = RefusalCode | "broken";

const PROBLEMS = {
  invalid: { status: 422, title: "Unprocessable Content" },
  unauthenticated: { status: 401, title: "Unauthorized" },
  forbidden: { status: 403, title: "Forbidden" },
  "not-found": { status: 404, title: "Not Found" },
  conflict: { status: 409, title: "Conflict" },
  "too-large": { status: 413, title: "Content Too Large" },
  "too-many": { status: 429, title: "Too Many Requests" },
  unavailable: { status: 503, title: "Service Unavailable" },
  broken: { status: 500, title: "Internal Server Error" },
} as const satisfies Record<ProblemCode, { status: number; title: string }>;

export function statusOf(code: ProblemCode): number {
  return PROBLEMS[code].status;
}

export type ProblemFacts = {
  code: ProblemCode;
  detail: string;
  requestId: string;
  errors?: Record<string, string[]>;
  retryAfterSeconds?: number | undefined;
};

export function problem({ code, detail, requestId, errors, retryAfterSeconds }: ProblemFacts): Response {
  const { status, title } = PROBLEMS[code];
  const body: Problem = {
    type: `urn:interdict:problem:${code}`,
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
    ...(errors && Object.keys(errors).length > 0 ? { errors } : {}),
  };
  const headers = new Headers({ "content-type": "application/problem+json; charset=utf-8" });
  if (code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="Interdict"');
  const wait = retryAfterSeconds ?? (code === "unavailable" ? 5 : undefined);
  if (wait !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(wait))));
  return new Response(JSON.stringify(body), { status, headers });
}
