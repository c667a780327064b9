export type SearchParams = Record<string, string | string[] | undefined>;

/** Where a page is: its path and what stands behind the question mark. Pages pass it to whatever makes links. */
export type Address = { path: string; search: SearchParams };

type Change = string | number | readonly string[] | null | undefined;

/** The same address with some parameters replaced; null or "" removes one. Changing anything but the page goes back to the first page. */
export function hrefWith({ path, search }: Address, changes: Record<string, Change>): string {
  const params = new URLSearchParams();
  const isPaging = Object.keys(changes).every((key) => PAGING.has(key));
  for (const [key, value] of Object.entries(search)) {
    if (key in changes || (!isPaging && PAGING.has(key))) continue;
    for (const one of listOf(value)) params.append(key, one);
  }
  for (const [key, value] of Object.entries(changes)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") params.append(key, String(one));
    }
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

const PAGING = new Set(["page", "after", "before"]);

export function listOf(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function firstOf(value: string | string[] | undefined): string | undefined {
  return listOf(value)[0];
}

/** The parameters as hidden fields of a GET form, without those the form itself asks for. */
export function hiddenFields({ search }: Address, without: readonly string[]): { name: string; value: string }[] {
  return Object.entries(search)
    .filter(([name]) => !without.includes(name) && !PAGING.has(name))
    .flatMap(([name, value]) => listOf(value).map((one) => ({ name, value: one })));
}
