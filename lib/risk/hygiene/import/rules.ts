import { type Reason, reason } from "@/lib/refusal";
import { isQuestion } from "@/lib/risk/hygiene/questionnaire";
import { GIVEN, type GiveAnswer, type Given } from "@/lib/risk/hygiene/schema";

/** The columns that are read; an exported file has more, for whoever fills it in. */
export const READ_COLUMNS = ["question", "answer", "reason", "evidence", "claims", "answer_id"] as const;
type ReadColumn = (typeof READ_COLUMNS)[number];
const NEEDED = ["question", "answer", "reason"] as const satisfies readonly ReadColumn[];

/** More than the questionnaire has, so that a file with a row too often says so itself. */
export const MOST_ROWS = 200;

export type Columns = ReadonlyMap<ReadColumn, number>;

export function readHeader(cells: readonly string[]): { columns: Columns } | { whyNot: Reason } {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const columns = new Map(READ_COLUMNS.flatMap((name) => (names.includes(name) ? [[name, names.indexOf(name)] as const] : [])));
  const missing = NEEDED.filter((name) => !columns.has(name));
  return missing.length > 0 ? { whyNot: reason("hygiene.import.columns", { missing: missing.join(", ") }) } : { columns };
}

/** A row of the file: what it asks for, or why it cannot be taken. Null: nothing was filled in. */
export type ReadRow = { line: number; question: string; wanted: GiveAnswer | null; whyNot: Reason | null };

export function readRow(cells: readonly string[], line: number, columns: Columns): ReadRow {
  const cell = (name: ReadColumn) => plain(cells[columns.get(name) ?? -1] ?? "");
  const question = cell("question");
  const answer = cell("answer")
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  const wrong = (key: string, values: Record<string, string | number> = {}): ReadRow => ({
    ...{ line, question, wanted: null },
    whyNot: reason(`hygiene.import.${key}`, { line, ...values }),
  });
  if (!isQuestion(question)) return wrong("noQuestion", { question: question.slice(0, 60) });
  if (answer === "") return { line, question, wanted: null, whyNot: null };
  if (!isGiven(answer)) return wrong("noAnswer", { answer: answer.slice(0, 40), allowed: GIVEN.join(", ") });
  const why = cell("reason");
  if (why.length < 3) return wrong("noReason");
  if (why.length > 2_000 || cell("evidence").length > 2_000) return wrong("long", { most: 2_000 });
  if (/[^\P{Cc}\n\r\t]/u.test(why + cell("evidence"))) return wrong("control");
  const claims = cell("claims")
    .split(/[\s,，;]+/)
    .filter(Boolean);
  if (claims.length > 50 || claims.some((claim) => !isId(claim))) return wrong("claims");
  const seen = cell("answer_id");
  if (seen !== "" && !/^\d{1,10}$/.test(seen)) return wrong("seen");
  const claimIds = [...new Set(claims.map(Number))].sort((a, b) => a - b);
  const evidence = cell("evidence") || undefined;
  const replaces = seen === "" ? undefined : Number(seen);
  return { line, question, wanted: { question, answer, reason: why, evidence, claimIds, replaces }, whyNot: null };
}

function isGiven(word: string): word is Given {
  return GIVEN.some((one) => one === word);
}

function isId(word: string): boolean {
  return /^\d{1,10}$/.test(word) && Number(word) > 0 && Number(word) <= 2_147_483_647;
}

/** Without the apostrophe that keeps a spreadsheet from reading the cell as a formula. */
function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[\s\p{Cf}]*[=+\-@＝＋－＠])/u, "");
}

/** A second row for the same question is never a correction: nobody could say which one counts. */
export function withoutDoubles(rows: readonly ReadRow[]): ReadRow[] {
  const firstLine = new Map<string, number>();
  return rows.map((row) => {
    if (row.whyNot || !row.wanted) return row;
    const first = firstLine.get(row.question);
    if (first === undefined) firstLine.set(row.question, row.line);
    if (first === undefined) return row;
    return { ...row, wanted: null, whyNot: reason("hygiene.import.double", { line: row.line, first }) };
  });
}

type Said = { answer: string; reason: string; evidence: string | null; claimIds: readonly number[] };

/** Whether a row says what counts already, be it inherited: then it changes nothing, and what is inherited stays inherited. */
export function isSame(wanted: GiveAnswer, counts: Said | null): boolean {
  if (!counts) return wanted.answer === "unknown";
  return (
    wanted.answer === counts.answer &&
    flat(wanted.reason) === flat(counts.reason) &&
    flat(wanted.evidence ?? "") === flat(counts.evidence ?? "") &&
    `${wanted.claimIds}` === `${[...counts.claimIds].sort((a, b) => a - b)}`
  );
}

/** Spreadsheets and forms end lines each in their own way. */
function flat(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
