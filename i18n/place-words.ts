// What codes of countries and languages are called. Kept, because making a list of names costs more than reading it.
const lists = new Map<string, Intl.DisplayNames>();

function nameOf(code: string, type: "region" | "language", locale: string): string {
  const key = `${type} ${locale}`;
  const list = lists.get(key) ?? new Intl.DisplayNames(locale, { type });
  lists.set(key, list);
  try {
    return list.of(code) ?? code;
  } catch {
    // Not a code at all: whoever entered it finds it again as they wrote it.
    return code;
  }
}

/** "DE" is Germany, or 德国. */
export function countryWords(code: string, locale: string): string {
  return nameOf(code, "region", locale);
}

/** "zh-CN" is Chinese (China), or 中文（中国）. */
export function languageWords(tag: string, locale: string): string {
  return nameOf(tag, "language", locale);
}
