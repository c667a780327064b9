// A version becomes one string, so that strings compare as the versions do: what compares strings is total and transitive, and so is this.
// Marks and ends are characters that sort as the scheme says; ASCII, compared by code unit.

/** Digits of any length: as many as there are, then what they are. Zeros in front do not count. */
export function numberKey(digits: string | number): string {
  const significant = String(digits).replace(/^0+/, "");
  return `${String(significant.length).padStart(3, "0")}${significant}`;
}

/** Text that ends lower than anything it could continue with. */
export function textKey(text: string): string {
  return `${text} `;
}

/** The longest version that is read; longer ones exist nowhere and cost time. */
export const LONGEST_VERSION = 256;
