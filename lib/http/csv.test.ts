import { expect, test } from "vitest";
import { csvAnswer, csvLine, csvStream, neutralised } from "@/lib/http/csv";

test("what a spreadsheet would run is kept as text", () => {
  const risky = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "\r\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\u200b=1",
    "\u00a0=1",
    "\u0000=1",
    "-",
    "=cmd|' /C calc'!A0",
  ];
  for (const text of risky) expect(neutralised(text), JSON.stringify(text)).toBe(`'${text}`);
});

test("plain words and plain numbers stay as they are", () => {
  for (const text of ["Claude Code", "a=b", "1-2", "-5", "-5.25", "2026-07-10", "通义灵码", "", "'"]) expect(neutralised(text)).toBe(text);
});

test("cells are quoted by RFC 4180", () => {
  expect(csvLine(["a,b", 'say "no"', "two\nlines", " padded ", null, undefined, -3, true, new Date(0)])).toBe(
    '"a,b","say ""no""","two\nlines"," padded ",,,-3,true,1970-01-01T00:00:00.000Z\r\n',
  );
});

test("a download begins with a byte order mark and streams its rows", async () => {
  async function* rows() {
    for (let row = 0; row < 5_000; row++) yield [row, "=x"];
  }
  const answer = csvAnswer({ fileName: "people & teams.csv", header: ["id", "name"], rows: rows() });
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="people---teams.csv"');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split("\r\n");
  expect(lines.slice(0, 2)).toEqual(["id,name", "0,'=x"]);
  expect(lines).toHaveLength(5_002);
});

test("a reader who leaves ends the query behind the rows", async () => {
  let isEnded = false;
  async function* rows() {
    try {
      for (;;) yield ["x".repeat(40_000)];
    } finally {
      isEnded = true;
    }
  }
  const reader = csvStream(["text"], rows()).getReader();
  await reader.read();
  await reader.cancel();
  expect(isEnded).toBe(true);
});
