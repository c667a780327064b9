type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

type Sent = {
  path?: string;
  params?: Record<string, string>;
  cookie?: string;
  token?: string;
  json?: unknown;
  form?: Record<string, string> | [string, string][];
  headers?: Record<string, string | null>;
};

export const TEST_ORIGIN = "http://localhost:3000";

/** Posts as our own page does (with its origin), or as a machine when a token is given. A header of null leaves it out. */
export function post(
  handler: Handler,
  { path = "/api/v1/test", params = {}, cookie, token, json, form, headers = {} }: Sent,
): Promise<Response> {
  const all: Record<string, string | null> = {
    origin: token ? null : TEST_ORIGIN,
    "x-forwarded-for": "203.0.113.7",
    accept: form ? "text/html" : "application/json",
    "content-type": form ? "application/x-www-form-urlencoded" : "application/json",
    cookie: cookie ?? null,
    authorization: token ? `Bearer ${token}` : null,
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const body = form ? new URLSearchParams(form).toString() : JSON.stringify(json ?? {});
  return handler(new Request(`${TEST_ORIGIN}${path}`, { method: "POST", headers: given, body }), { params: Promise.resolve(params) });
}

export function get(handler: Handler, { path = "/api/v1/test", params = {}, cookie, token, headers = {} }: Sent): Promise<Response> {
  const given = { ...(cookie ? { cookie } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers };
  const kept = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  return handler(new Request(`${TEST_ORIGIN}${path}`, { headers: kept }), { params: Promise.resolve(params) });
}

/** The Cookie header that a browser would send after an answer. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
