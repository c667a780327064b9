import type { Viewer } from "@/lib/auth/viewer";
import { banObligations } from "@/lib/compliance/rows/queries";
import type { ObligationsQuery } from "@/lib/compliance/schema";
import type { CsvCell } from "@/lib/http/csv";

export const PEOPLE_CSV_HEADER = [
  "person",
  "email",
  "team",
  "duty",
  "state",
  "reason",
  "still_found_after_attesting",
  "came_back",
  "since_utc",
  "deadline_utc",
  "device",
  "platform",
  "found_utc",
  "software",
  "version",
  "path",
  "attested_utc",
  "reported_utc",
];

/** Every row the filters name, page by page, so that memory stays flat. */
export async function* peopleCsvRows(viewer: Viewer, banId: number, query: ObligationsQuery, now: Date): AsyncGenerator<CsvCell[]> {
  let cursor: string | undefined;
  do {
    const page = await banObligations(viewer, banId, { ...query, cursor, limit: 500 }, now);
    for (const { person, team, kind, state, reason, contradicted, reappeared, since, deadlineAt, device } of page.items) {
      const { hostName, platform, foundAt, software, version, path, attestedAt, reportedAt } = device ?? {};
      const what = [person?.name, person?.email, team.name, kind, state, reason, contradicted, reappeared, since, deadlineAt];
      yield [...what, hostName, platform, foundAt, software, version, path, attestedAt, reportedAt];
    }
    cursor = page.next ?? undefined;
  } while (cursor);
}
