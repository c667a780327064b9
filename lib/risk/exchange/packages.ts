import { ECOSYSTEMS } from "@/lib/registry/releases/import/osv";
import type { IdentifierKind } from "@/prisma/generated/enums";
import type { Named } from "./schema";

/** A package URL (package-url/purl-spec), as far as a tool and its versions need one. */
export type Purl = { named: Named; version: string | null; vers: string | null };

const KIND_OF_TYPE = new Map<string, IdentifierKind>([
  ["npm", "NPM"],
  ["pypi", "PYPI"],
  ["deb", "DEB"],
  ["rpm", "RPM"],
  ["vscode-extension", "VSCODE"],
]);

/** Null for what is none. A type that no kind of identifier here stands for is compared as a whole. */
export function readPurl(text: string): Purl | null {
  const [, type, rest = ""] = /^pkg:\/*([a-z][a-z0-9.+-]*)\/+(.+)$/i.exec(text.trim()) ?? [];
  if (type === undefined) return null;
  const [beforeFragment = ""] = rest.split("#");
  const [path = "", query = ""] = beforeFragment.split("?");
  const [, bare = "", version] = /^(.+?)(?:@([^/@]+))?$/.exec(path) ?? [];
  const parts = bare.split("/").map(decoded);
  const name = parts.at(-1);
  if (!name || parts.includes("")) return null;
  const vers = new URLSearchParams(query.replaceAll("+", "%2B")).get("vers");
  const kind = KIND_OF_TYPE.get(type.toLowerCase());
  const named: Named = kind ? { kind, name: nameIn(kind, parts) } : { kind: "PURL", name: `pkg:${type}/${bare}` };
  return { named, version: version === undefined ? null : decoded(version), vers };
}

function nameIn(kind: IdentifierKind, parts: readonly string[]): string {
  if (kind === "NPM") return parts.join("/");
  if (kind === "VSCODE") return parts.join(".");
  return parts.at(-1) ?? "";
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Only kinds whose package URL says everything that the identifier does. */
export function purlOf({ kind, name }: Named, { version, vers }: { version?: string | null; vers?: string | null } = {}): string | null {
  const bare = bareOf(kind, name);
  if (bare === null) return null;
  const at = version ? `@${encodeURIComponent(version)}` : "";
  return `${bare}${at}${vers ? `?vers=${encodeURIComponent(vers)}` : ""}`;
}

function bareOf(kind: IdentifierKind, name: string): string | null {
  const path = (parts: readonly string[]) => parts.map(encodeURIComponent).join("/");
  if (kind === "NPM") return `pkg:npm/${path(name.toLowerCase().split("/"))}`;
  if (kind === "PYPI") return `pkg:pypi/${path([name.toLowerCase().replace(/[-_.]+/g, "-")])}`;
  if (kind === "VSCODE") {
    const [publisher = "", ...rest] = name.toLowerCase().split(".");
    return rest.length === 0 ? null : `pkg:vscode-extension/${path([publisher, rest.join(".")])}`;
  }
  return kind === "PURL" ? name.replace(/[?#].*$/, "").replace(/(?<=\/[^/]*[^/@])@[^/@]*$/, "") : null;
}

/** Under which of OSV's ecosystems a kind is published; null: under none. */
export function ecosystemOf(kind: IdentifierKind): string | null {
  return { NPM: "npm", PYPI: "PyPI", VSCODE: "VSCode" }[kind as string] ?? null;
}

export function kindOfEcosystem(ecosystem: string): IdentifierKind | null {
  return ECOSYSTEMS.get(ecosystem.replace(/:.*$/s, "")) ?? null;
}
