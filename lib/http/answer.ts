import { hash, randomUUID } from "node:crypto";
import type { Locale } from "@/i18n/config";
import type { Viewer } from "@/lib/auth/viewer";
import { isDatabaseAway } from "@/lib/http/away";
import { isSecure } from "@/lib/http/cookies";
import type { Done } from "@/lib/http/done";
import { type Flash, flashCookie, keptValues } from "@/lib/http/form-flash";
import { logError } from "@/lib/http/log";
import { refererPath } from "@/lib/http/own-path";
import { type ProblemFacts, problem } from "@/lib/http/problem";
import { sentenceOf } from "@/lib/http/sentences";
import { Refusal } from "@/lib/refusal";

/** What the door knows of a request by the time it answers. */
export type Asked = {
  request: Request;
  route: string;
  requestId: string;
  locale: Locale;
  viewer: Viewer | null;
  /** Wants a page rather than JSON. */
  isPlainForm: boolean;
  returnTo: string | null;
  typed: Record<string, unknown>;
};

export function newRequestId(): string {
  return randomUUID();
}

function redirectTo(path: string, flash: Flash | null, locale: Locale): Response {
  const headers = new Headers({ location: path });
  if (flash) headers.append("set-cookie", flashCookie(flash, sentenceOf({ key: "http.refusal.notKept" }, locale)));
  return new Response(null, { status: 303, headers });
}

function actionOf(request: Request): string {
  return new URL(request.url).pathname;
}

function withBigInts(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function json(body: object, status: number): Response {
  return new Response(JSON.stringify(body, withBigInts), { status, headers: { "content-type": "application/json; charset=utf-8" } });
}

function doneAnswer(asked: Asked, { data, status, seeOther, say }: Done): Response {
  const sentence = say && sentenceOf(say, asked.locale);
  if (asked.isPlainForm) {
    const flash: Flash | null = sentence ? { kind: "done", action: actionOf(asked.request), sentence, values: {}, errors: {} } : null;
    return redirectTo(seeOther ?? asked.returnTo ?? refererPath(asked.request) ?? "/", flash, asked.locale);
  }
  const next = { ...(seeOther ? { seeOther } : {}), ...(sentence ? { message: sentence } : {}) };
  if (!data && Object.keys(next).length === 0) return new Response(null, { status: status ?? 204 });
  return json({ ...data, ...next }, status ?? 200);
}

/** What is read again and has not changed is not sent again (RFC 9110 §13.1.2). A handler that knows a revision gives its own tag. */
async function tagged({ request }: Asked, response: Response): Promise<Response> {
  if (!["GET", "HEAD"].includes(request.method) || response.status !== 200) return response;
  const body = await response.text();
  const headers = new Headers(response.headers);
  const tag = headers.get("etag") ?? `W/"${hash("sha256", body, "base64url").slice(0, 22)}"`;
  headers.set("etag", tag);
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  const isKnown = known.some((one) => opaque(one) === opaque(tag) || one.trim() === "*");
  if (isKnown) headers.delete("content-type");
  return new Response(isKnown ? null : body, { status: isKnown ? 304 : 200, headers });
}

function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}

/** The answer of a handler that went well. */
export async function answered(asked: Asked, result: Done | Response): Promise<Response> {
  if (result instanceof Response) return result;
  const response = doneAnswer(asked, result);
  for (const [name, value] of result.headers) {
    // A form is sent to the next page by the header that tells machines where the new thing is.
    if (!(asked.isPlainForm && name === "location")) response.headers.append(name, value);
  }
  return tagged(asked, response);
}

function problemFacts({ requestId, locale }: Asked, error: unknown): ProblemFacts {
  if (error instanceof Refusal) {
    const errors = Object.fromEntries(Object.entries(error.fields).map(([field, why]) => [field, [sentenceOf(why, locale)]]));
    const detail = sentenceOf(error.reason, locale);
    return { code: error.code, detail, requestId, errors, retryAfterSeconds: error.retryAfterSeconds };
  }
  const code = isDatabaseAway(error) ? "unavailable" : "broken";
  return { code, detail: sentenceOf({ key: `http.refusal.${code}`, values: { id: requestId } }, locale), requestId };
}

/** The answer to anything thrown: a sentence for what was expected, an id for a bug. */
export function refused(asked: Asked, error: unknown): Response {
  const facts = problemFacts(asked, error);
  if (facts.code === "broken" || facts.code === "unavailable") logError(asked, error);
  return refusedWith(asked, facts);
}

/** The form goes on from the revision it was opened at, until its sender has been told what changed. */
function withoutRevisions(typed: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !/revision$/i.test(name)));
}

export function refusedWith(asked: Asked, facts: ProblemFacts): Response {
  if (!asked.isPlainForm) return problem(facts);
  const back = asked.returnTo ?? refererPath(asked.request) ?? "/";
  if (facts.code === "unauthenticated") return redirectTo(`/signin?${new URLSearchParams({ next: back })}`, null, asked.locale);
  const action = actionOf(asked.request);
  const values = keptValues(facts.code === "conflict" ? withoutRevisions(asked.typed) : asked.typed);
  const flash: Flash = { kind: "refused", action, sentence: facts.detail, values, errors: facts.errors ?? {} };
  return redirectTo(back, flash, asked.locale);
}

/** What every answer of the door carries. Nothing behind sign-in is ever kept by a browser or a proxy. */
export function sealed(response: Response, requestId: string): Response {
  // A Response made by `Response.json` or `fetch` may be immutable.
  const answer = new Response(response.body, response);
  answer.headers.set("x-request-id", requestId);
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  answer.headers.set("x-content-type-options", "nosniff");
  // Files that people sent are held tighter still.
  const sandbox = answer.headers.has("content-disposition") ? "; sandbox" : "";
  answer.headers.set(
    "content-security-policy",
    `default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'${sandbox}`,
  );
  answer.headers.set("cross-origin-resource-policy", "same-origin");
  answer.headers.set("referrer-policy", "same-origin");
  if (isSecure()) answer.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return answer;
}
