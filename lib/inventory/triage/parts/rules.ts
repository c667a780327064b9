import type { IdentifierKind } from "@/prisma/generated/enums";

/** What software inventories report is made of: whose it is, what it is called, and from which domain it comes. All in lower case. */

/** Company forms say nothing about who it is. */
const FORMS = new Set(
  "inc llc ltd limited gmbh pbc corp corporation co company sro bv ag sa sas plc oy ab kk pte pty srl spa group holdings".split(" "),
);

/** "Anthropic, PBC" and "Anthropic" are one publisher. */
export function publisherKey(publisher: string): string {
  const words = publisher
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^cn="?([^",]*).*$/, "$1")
    .replace(/[.'’"()]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  while (words.length > 1 && FORMS.has(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}

/** Under these first parts of a bundle id many publishers stand side by side. */
const SHARED = new Set([
  "com.github",
  "io.github",
  "com.gitlab",
  "com.googlecode",
  "com.todesktop",
  "com.electron",
  "org.electron",
  "app.pake",
]);

/** `com.cn` and `co.uk` are the first two of three. */
function ownerLabels(labels: readonly string[]): readonly string[] {
  return labels.slice(0, /^..$/.test(labels[0] ?? "") && /^(com|co|net|org)$/.test(labels[1] ?? "") ? 3 : 2);
}

/** Whose name space an identifier lies in, as its ecosystem gives them out: npm scope, bundle id, VS Code and winget publisher, MSIX publisher id. */
export function namespaceOf(kind: IdentifierKind, value: string): string | null {
  const low = value.toLowerCase();
  switch (kind) {
    case "NPM":
      return /^(@[^/]+)\/./.exec(low)?.[1] ?? null;
    case "VSCODE":
      return /^([^.]+)\../.exec(low)?.[1] ?? null;
    case "WINGET":
      return /^([^.\s]+)\../.exec(low)?.[1] ?? null;
    case "MSIX":
      return /_([a-z0-9]{13})$/.exec(low)?.[1] ?? null;
    case "MACOS_BUNDLE": {
      const labels = low.split(".");
      const owner = ownerLabels(labels).join(".");
      return labels.length < 2 || SHARED.has(owner) ? null : owner;
    }
    default:
      return null;
  }
}

/** The domain that stands in an id: a bundle id says it backwards, a Firefox add-on behind the @. */
export function domainOf(kind: IdentifierKind, value: string): string | null {
  if (kind === "MACOS_BUNDLE") return namespaceOf(kind, value)?.split(".").reverse().join(".") ?? null;
  return kind === "FIREFOX" ? registrable(/@([a-z0-9.-]+\.[a-z]{2,})$/i.exec(value)?.[1] ?? "") : null;
}

/** The part of a host name that somebody owns: `api.anthropic.com` is of `anthropic.com`. */
export function registrable(host: string): string | null {
  const owner = ownerLabels(host.toLowerCase().split(".").filter(Boolean).reverse());
  return owner.length < 2 || owner.includes("*") ? null : owner.toReversed().join(".");
}

/** What a thing is called within its name space; null where the id is no name. */
export function leafOf(kind: IdentifierKind, value: string): string | null {
  const low = value.toLowerCase();
  switch (kind) {
    case "NPM":
      return low.replace(/^@[^/]+\//, "");
    case "VSCODE":
    case "WINGET":
      return low.replace(/^[^.]+\./, "");
    case "MACOS_BUNDLE":
      return low.slice(low.lastIndexOf(".") + 1);
    case "MSIX":
      return low.replace(/_[^_]*$/, "").replace(/^[^.]+\./, "");
    case "JETBRAINS":
      return /\/(.+)/.exec(low)?.[1] ?? null;
    case "PYPI":
    case "BREW_FORMULA":
    case "BREW_CASK":
    case "DEB":
    case "RPM":
    case "WINDOWS_PROGRAM":
      return low;
    default:
      return null;
  }
}

/** A program's name without its version and what it was built for. */
function bare(name: string): string {
  return name
    .replace(/\([^)]*\)/g, " ")
    .replace(/(?<![\p{L}\d])v?\d+(\.\d+)+\S*/gu, " ")
    .replace(/\b(x64|x86|x86_64|arm64|64-bit|32-bit)\b/gi, " ");
}

/** The words of a name: "BoltAI 2.6" is "bolt" and "ai". */
export function wordsOf(name: string): string[] {
  return bare(name)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** As the database's pg_trgm counts them: every three letters in a row, of each word with its edges. */
export function trigramsOf(words: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (const word of words) {
    const edged = `  ${word} `;
    for (let at = 0; at + 3 <= edged.length; at += 1) all.add(edged.slice(at, at + 3));
  }
  return all;
}
