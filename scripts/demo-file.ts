import { readIfThere, writePrivateFile } from "./private-file.ts";

export type Account = { role: string; email: string; password: string };
export type Tokens = { officer: string; inventory: string; auditor: string };

/** `DIR/demo.json`: where the demonstration runs and how to get in. */
export type DemoFile = { url: string; accounts: Account[]; tokens: Tokens };

export function readDemoFile(path: string): DemoFile | null {
  const text = readIfThere(path);
  return text === null ? null : JSON.parse(text);
}

export function writeDemoFile(path: string, content: DemoFile): void {
  writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

function columns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("   ")}`.trimEnd());
}

/** The same, for a person. */
export function demoInWords({ url, accounts, tokens }: DemoFile): string[] {
  return [
    `Interdict is ready: ${url}`,
    "",
    "Sign in with one click on the page, or with",
    ...columns(accounts.map(({ role, email, password }) => [role, email, password])),
    "",
    "Tokens for /api/v1 (Authorization: Bearer …)",
    ...columns(Object.entries(tokens)),
  ];
}
