import { numberKey } from "./keys.ts";

const NUMBERS = /^v?(\d+(?:\.\d+)*)/i;

/**
 * Numbers between dots, as many as there are; zeros at the end do not count. As VERS says of `intdot`, reading ends at the first other
 * character: what applications write behind their number ("138.0.7204.93 (64-bit)") orders nothing.
 */
export function dottedKey(version: string): string | null {
  const numbers = NUMBERS.exec(version.trim())?.[1]?.split(".");
  if (!numbers) return null;
  const last = numbers.findLastIndex((digits) => /[1-9]/.test(digits));
  return numbers
    .slice(0, last + 1)
    .map(numberKey)
    .join("");
}

/** Homebrew puts a build or a checksum behind the comma: "2.1.91,a1b2c3". It tells downloads apart, not versions. */
export function caskKey(version: string): string | null {
  return dottedKey(version.replace(/,.*$/s, ""));
}
