import { hrefWith } from "@/components/ui/address";
import type { RadiusFilters, RadiusList } from "@/lib/bans/blast-radius/rows/schema";

/** Where the rows behind a count are. */
export function rowsHref(code: string, list: RadiusList, filters: RadiusFilters = {}): string {
  return hrefWith({ path: `/bans/${code}/blast-radius/${list}`, search: {} }, filters);
}
