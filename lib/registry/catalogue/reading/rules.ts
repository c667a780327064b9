import type { z } from "zod";
import { type Reason, Refusal, reason, refuse } from "@/lib/refusal";
import { brokenReferences, type Known } from "@/lib/registry/catalogue/reading/references/rules";
import { MOST, MOST_PROBLEMS, type Problem, type ReadFile } from "@/lib/registry/catalogue/reading/schema";
import {
  accessSchema,
  type Catalogue,
  decisionSchema,
  eventSchema,
  familySchema,
  headSchema,
  identifierSchema,
  REGISTRY_FORMAT,
  releaseSchema,
  sensitiveTeamSchema,
  toolSchema,
  vendorSchema,
} from "@/lib/registry/catalogue/schema";

type Row = { [field: string]: unknown };

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** Collects what is wrong: the first ones in words, all of them as a number. */
class Problems {
  readonly first: Problem[] = [];
  count = 0;

  add(place: string, entry: string | null, why: Reason): void {
    this.count += 1;
    if (this.first.length < MOST_PROBLEMS) this.first.push({ place, entry, reason: why });
  }
}

/** A field's path as people write it: "offers[2].provider". */
function pathWords(path: readonly PropertyKey[]): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`)).join("");
}

function valueAt(row: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined), row);
}

const SHORT = 60;
const shortened = (value: unknown) => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > SHORT ? `${text.slice(0, SHORT).toWellFormed()}…` : text;
};

/** One issue of the schema as a sentence that says what to mend. */
function whyNot(issue: z.core.$ZodIssue, row: unknown): Reason {
  const field = pathWords(issue.path) || "–";
  const value = shortened(valueAt(row, issue.path));
  const key = (name: string, values: Record<string, string | number> = {}) => reason(`catalogue.problem.${name}`, { field, ...values });
  if (issue.code === "unrecognized_keys") return key("unknownField", { field: pathWords([...issue.path, issue.keys[0] ?? ""]) });
  if (issue.code === "invalid_type")
    return valueAt(row, issue.path) === undefined ? key("missing") : key("type", { expected: issue.expected });
  if (issue.code === "too_big") return key(issue.origin === "array" ? "tooMany" : "tooLong", { most: Number(issue.maximum) });
  if (issue.code === "too_small") return key("missing");
  if (issue.code === "invalid_value") return key("choice", { value, values: issue.values.map(String).join(", ") });
  if (issue.code === "custom")
    return key(issue.message === "country" ? "country" : "control", issue.message === "country" ? { value } : {});
  if (issue.code === "invalid_format") return key(issue.format === "regex" ? "slug" : "format", { value });
  return key("other");
}

class Reader {
  readonly problems = new Problems();
  #read = 0;

  /** The row if it fits, else null and a problem for what is wrong first. */
  fitted<S extends z.ZodType>(schema: S, row: unknown, place: string, entry: string | null): z.output<S> | null {
    this.#read += 1;
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    this.problems.add(place, entry, issue ? whyNot(issue, row) : reason("catalogue.problem.other", { field: "–" }));
    return null;
  }

  /** The rows of a list inside a row, those that fit. */
  parts<S extends z.ZodType>(schema: S, rows: unknown, place: string, entry: string | null): z.output<S>[] {
    if (rows === undefined) return [];
    if (!Array.isArray(rows)) {
      this.problems.add(
        place,
        entry,
        reason("catalogue.problem.type", { field: place.slice(place.lastIndexOf(".") + 1), expected: "array" }),
      );
      return [];
    }
    return rows.flatMap((row, index) => {
      const one = this.fitted(schema, row, `${place}[${index}]`, entry);
      return one === null ? [] : [one];
    });
  }

  /** True every few hundred rows: time to let others have a turn. */
  isDue(): boolean {
    const due = this.#read >= 500;
    if (due) this.#read = 0;
    return due;
  }
}

function listIn(content: Row, name: keyof typeof MOST): unknown[] {
  const rows = content[name];
  if (rows === undefined) return [];
  if (!Array.isArray(rows)) return refuse("invalid", "catalogue.refusal.notList", { list: name });
  return rows;
}

function mustHold(what: keyof typeof MOST, count: number): void {
  if (count > MOST[what]) throw new Refusal("too-large", reason("catalogue.refusal.tooMany", { what, count, most: MOST[what] }));
}

const countIn = (rows: readonly unknown[], list: string) =>
  rows.reduce<number>((sum, row) => sum + (isRow(row) && Array.isArray(row[list]) ? row[list].length : 0), 0);

function contentOf(content: unknown): Row {
  if (!isRow(content)) return refuse("invalid", "catalogue.refusal.notCatalogue");
  const lists = ["vendors", "families", "tools"] as const;
  if (!lists.some((name) => name in content)) return refuse("invalid", "catalogue.refusal.notCatalogue");
  for (const name of [...lists, "decisions", "sensitiveTeams"] as const) mustHold(name, listIn(content, name).length);
  for (const name of ["identifiers", "access", "releases"] as const) mustHold(name, countIn(listIn(content, "tools"), name));
  mustHold("events", countIn(listIn(content, "vendors"), "events"));
  return content;
}

/**
 * Reads a file row by row: what fits is the catalogue, what does not is a problem with its place, and everything else can still be applied.
 * It pauses between rows, so that a long file does not keep others waiting. `known` is what the registry holds, which a file may name.
 */
export function* readFile(given: unknown, known: Known): Generator<undefined, ReadFile> {
  const content = contentOf(given);
  const reader = new Reader();
  const { vendors: _v, families: _f, tools: _t, decisions: _d, sensitiveTeams: _s, ...rest } = content;
  const head = headSchema.safeParse(rest);
  if (!head.success) {
    const [issue] = head.error.issues;
    throw new Refusal("invalid", issue ? whyNot(issue, rest) : reason("catalogue.refusal.notCatalogue"));
  }
  const catalogue: Catalogue = { ...head.data, vendors: [], families: [], tools: [], decisions: [], sensitiveTeams: [] };
  const places = { vendors: [] as string[], families: [] as string[], tools: [] as string[] };
  const slugOf = (row: unknown) => (isRow(row) && typeof row.slug === "string" ? shortened(row.slug) : null);

  for (const [index, row] of listIn(content, "vendors").entries()) {
    const [place, entry] = [`vendors[${index}]`, slugOf(row)];
    const { events, ...own } = isRow(row) ? row : { events: undefined, row };
    const vendor = reader.fitted(vendorSchema, own, place, entry);
    if (vendor) {
      catalogue.vendors.push({ ...vendor, events: reader.parts(eventSchema, events, `${place}.events`, entry) });
      places.vendors.push(place);
    }
    if (reader.isDue()) yield;
  }
  for (const [index, row] of listIn(content, "families").entries()) {
    const family = reader.fitted(familySchema, row, `families[${index}]`, slugOf(row));
    if (family) {
      catalogue.families.push(family);
      places.families.push(`families[${index}]`);
    }
    if (reader.isDue()) yield;
  }
  for (const [index, row] of listIn(content, "tools").entries()) {
    const [place, entry] = [`tools[${index}]`, slugOf(row)];
    const { identifiers, access, releases, ...own } = isRow(row)
      ? row
      : { identifiers: undefined, access: undefined, releases: undefined, row };
    const tool = reader.fitted(toolSchema, own, place, entry);
    if (tool) {
      catalogue.tools.push({
        ...tool,
        identifiers: reader.parts(identifierSchema, identifiers, `${place}.identifiers`, entry),
        access: reader.parts(accessSchema, access, `${place}.access`, entry),
        releases: reader.parts(releaseSchema, releases, `${place}.releases`, entry),
      });
      places.tools.push(place);
    }
    if (reader.isDue()) yield;
  }
  catalogue.decisions = reader.parts(decisionSchema, listIn(content, "decisions"), "decisions", null);
  catalogue.sensitiveTeams = reader.parts(sensitiveTeamSchema, listIn(content, "sensitiveTeams"), "sensitiveTeams", null);
  yield;
  for (const { place, entry, reason: why } of brokenReferences(catalogue, places, known)) reader.problems.add(place, entry, why);
  return {
    catalogue,
    isExport: head.data.format === REGISTRY_FORMAT,
    problems: reader.problems.first,
    problemCount: reader.problems.count,
  };
}
