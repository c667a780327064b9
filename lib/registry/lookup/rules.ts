import { squashed } from "@/lib/registry/search/rules";

/**
 * How many slips of the keyboard lie between what was typed and a name, or the words of it that are as many: a letter too many, missing,
 * wrong, or two in the wrong order. Null when they are too many to call it a slip, or the first letter is another.
 */
export function slipsBetween(typed: string, name: string): number | null {
  const asked = squashed(typed);
  const allowed = allowedSlips(asked);
  const counts = [squashed(name), ...runsOf(name, typed.split(" ").length)]
    .filter((run) => Math.abs(run.length - asked.length) <= allowed && beginsAlike(asked, run))
    .map((run) => slips(asked, run));
  const least = Math.min(...counts);
  return least <= allowed ? least : null;
}

/** A short word with a slip is another word; from eight letters on there is room for two. */
function allowedSlips(typed: string): number {
  if (typed.length < 4) return 0;
  return typed.length < 8 ? 1 : 2;
}

/** People mistake the first letter last. */
function beginsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
}

/** "github copilot chat" by two: "githubcopilot", "copilotchat". */
function runsOf(name: string, count: number): string[] {
  const words = name.split(/[\s-]+/);
  return words.slice(count - 1).map((_, index) => squashed(words.slice(index, index + count).join("")));
}

/** Optimal string alignment: Levenshtein, with two neighbours in the wrong order as one slip. */
function slips(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (of: readonly number[], index: number) => of[index] ?? 0;
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        at(row, j) + 1,
        at(next, j - 1) + 1,
        at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
