import type { Viewer } from "@/lib/auth/viewer";

type Facts = { requestId: string; route: string; viewer: Viewer | null };

/** The gist of an error: Prisma puts the statement and its values before the last line, and values are not for the log. */
function gist(error: Error): string {
  return (error.message.trim().split("\n").at(-1) ?? "").slice(0, 500);
}

function described(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return { name: error.name, ...(code ? { code } : {}), message: gist(error), stack: frames.slice(0, 12).map((line) => line.trim()) };
}

/** One line of JSON (JSON escapes line ends, so nothing that was typed can forge a second one). People appear by id only. */
export function logError({ requestId, route, viewer }: Facts, error: unknown): void {
  const line = { at: new Date().toISOString(), level: "error", requestId, route, personId: viewer?.personId, tokenId: viewer?.tokenId };
  console.error(JSON.stringify({ ...line, error: described(error) }));
}
