export type CsvCell = string | number | boolean | Date | null | undefined;

/** What a spreadsheet takes for a formula: = + - @ also full-width, also after spaces, tabs, line ends or invisible characters. */
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** A leading apostrophe makes a spreadsheet read the cell as text (OWASP, CSV injection). */
export function neutralised(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "string" ? neutralised(cell) : String(cell);
}

/** One line by RFC 4180. */
export function csvLine(cells: readonly CsvCell[]): string {
  const quoted = cells
    .map(cellText)
    .map((text) => (/[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  return `${quoted.join(",")}\r\n`;
}

type Rows = Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>;

const CHUNK = 32_768;

async function* lines(header: readonly string[], rows: Rows): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // Excel takes UTF-8 for UTF-8 only after a byte order mark.
  let text = `\uFEFF${csvLine(header)}`;
  for await (const row of rows) {
    text += csvLine(row);
    if (text.length < CHUNK) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}

/** Streams rows at flat memory: the next row is asked for when the reader wants it. */
export function csvStream(header: readonly string[], rows: Rows): ReadableStream<Uint8Array> {
  const source = lines(header, rows);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

/** A download. `fileName` in plain letters, digits, dots and hyphens. */
export function csvAnswer({ fileName, header, rows }: { fileName: string; header: readonly string[]; rows: Rows }): Response {
  return new Response(csvStream(header, rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, "-")}"`,
    },
  });
}
