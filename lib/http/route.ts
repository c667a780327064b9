import "server-only";
import type { z } from "zod";
import type { Locale } from "@/i18n/config";
import type { ApiRouteName, ROUTES } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { type Asked, answered, newRequestId, refused, refusedWith, sealed } from "@/lib/http/answer";
import { isPlainForm, MEGABYTE, readBody } from "@/lib/http/body";
import type { Done } from "@/lib/http/done";
import { fieldsObject, unstorableFields } from "@/lib/http/fields";
import { addressOf, isOwnOrigin } from "@/lib/http/origin";
import { limitRate, type RateClass } from "@/lib/http/rate";
import { fieldSentences, localeOf, parseIn, sentenceOf } from "@/lib/http/sentences";
import { admit } from "@/lib/http/who";
import { inField, Refusal, reason, refuse } from "@/lib/refusal";

export { done } from "@/lib/http/done";

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type ViewerOf<Name extends ApiRouteName> = (typeof ROUTES)[Name] extends "public" ? null : Viewer;

export type RouteOptions<P, Q, B> = {
  params?: P;
  query?: Q;
  /** A schema (use `z.strictObject`) for JSON and forms alike, or "stream": the handler reads `request` itself. */
  body?: B;
  /** Largest body; 1 MB without it. */
  maxBytes?: number;
  /** Counted per person, token or, for public routes, address. */
  rate?: RateClass;
};

export type RouteFacts<Name extends ApiRouteName, P, Q, B> = {
  viewer: ViewerOf<Name>;
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  now: Date;
  request: Request;
  requestId: string;
  locale: Locale;
};

type Context = { params: Promise<unknown> };

class Unfit extends Error {
  readonly error: z.ZodError;
  constructor(error: z.ZodError) {
    super("The input does not fit its schema.");
    this.error = error;
  }
}

function fitted(schema: z.ZodType | undefined, input: unknown, locale: Locale): unknown {
  if (!schema) return undefined;
  const [unstorable, ...others] = unstorableFields(input).map(([name, why]) => [name, reason(`http.refusal.${why}`)] as const);
  if (unstorable) throw new Refusal("invalid", unstorable[1], { fields: Object.fromEntries([unstorable, ...others]) });
  const parsed = parseIn(schema, input, locale);
  if (!parsed.success) throw new Unfit(parsed.error);
  return parsed.data;
}

/** An id that cannot be one is the id of nothing. */
function fitParams(schema: z.ZodType | undefined, params: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(params);
  return parsed.success ? parsed.data : refuse("not-found", "http.refusal.notFound");
}

/** Also without a schema the body is read, for the hidden fields of a form. */
async function fitBody(schema: z.ZodType | "stream" | undefined, maxBytes: number, asked: Asked): Promise<unknown> {
  if (schema === "stream" || ["GET", "HEAD"].includes(asked.request.method)) return undefined;
  const sent = await readBody(asked.request, schema, maxBytes);
  asked.returnTo = sent.returnTo;
  asked.typed = sent.typed;
  return fitted(schema, withRevision(asked.request, sent.input), asked.locale);
}

/** Machines may say in `If-Match` which revision they read, instead of in the body (RFC 9110 §13.1.1). */
function withRevision(request: Request, input: unknown): unknown {
  const condition = request.headers.get("if-match")?.trim() ?? "*";
  if (condition === "*" || typeof input !== "object" || input === null || "revision" in input) return input;
  const revision = /^"(\d{1,9})"$/.exec(condition)?.[1];
  // A condition that nobody understands would be a condition that always holds.
  if (revision === undefined) throw inField("revision", reason("http.refusal.ifMatch"));
  return { ...input, revision: Number(revision) };
}

function refusedAs(asked: Asked, error: unknown): Response {
  if (!(error instanceof Unfit)) return refused(asked, error);
  const errors = fieldSentences(error.error, asked.locale);
  const whole = errors[""];
  delete errors[""];
  const detail =
    whole?.join(" ") ?? sentenceOf({ key: "http.refusal.fields", values: { count: Object.keys(errors).length } }, asked.locale);
  return refusedWith(asked, { code: "invalid", detail, requestId: asked.requestId, errors });
}

function rateKey({ viewer, request }: Asked): string {
  if (viewer?.tokenId) return `token-${viewer.tokenId}`;
  return viewer?.personId ? `person-${viewer.personId}` : addressOf(request);
}

function arrival(request: Request, route: string): Asked {
  return {
    request,
    route,
    requestId: newRequestId(),
    locale: localeOf(request),
    viewer: null,
    // A form that another site posts gets no page of ours, only a refusal.
    isPlainForm: isPlainForm(request) && isOwnOrigin(request),
    returnTo: null,
    typed: {},
  };
}

/**
 * The one HTTP door: who is it, did our own page send it, may they, how often, does it parse – then the handler.
 * `name` is an entry of ROUTES, which says what it needs. Public routes get no viewer.
 * In forms and queries an empty field is an absent one. Expected refusals are thrown as `Refusal` by the handler.
 */
export function route<
  Name extends ApiRouteName,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | "stream" | undefined = undefined,
>(
  name: Name,
  options: RouteOptions<P, Q, B>,
  handler: (facts: RouteFacts<Name, P, Q, B>) => Promise<Done | Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const asked = arrival(request, name);
    try {
      asked.viewer = await admit(request, name, asked.requestId);
      asked.locale = localeOf(request, asked.viewer?.locale);
      if (options.rate) await limitRate(options.rate, rateKey(asked));
      const facts = {
        viewer: asked.viewer,
        params: fitParams(options.params, await context.params),
        query: fitted(options.query, fieldsObject(new URL(request.url).searchParams, options.query), asked.locale),
        body: await fitBody(options.body, options.maxBytes ?? MEGABYTE, asked),
        now: clockNow(),
        request,
        requestId: asked.requestId,
        locale: asked.locale,
      };
      // `admit` and `fit` have checked at run time what the options say in types.
      const result = await handler(facts as RouteFacts<Name, P, Q, B>);
      return sealed(await answered(asked, result), asked.requestId);
    } catch (error) {
      return sealed(refusedAs(asked, error), asked.requestId);
    }
  };
}
