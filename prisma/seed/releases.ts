import type pg from "pg";
import type { Cast } from "./personas.ts";
import { NOTICE_AT } from "./scenario-time.ts";
import { CLAUDE_VERSIONS } from "./software.ts";

const SOURCE = "npm registry: @anthropic-ai/claude-code";

/** Patches of 2.1 with the moment at which the npm registry says each was published, up to the scenario's present. */
const PUBLISHED: readonly [number, string][] = [
  [85, "2026-03-27T01:36:23Z"],
  [86, "2026-03-27T22:01:47Z"],
  [87, "2026-03-29T06:13:34Z"],
  [88, "2026-03-31T00:59:04Z"],
  [89, "2026-04-01T01:45:44Z"],
  [90, "2026-04-02T00:54:16Z"],
  [91, "2026-04-03T02:28:29Z"],
  [92, "2026-04-04T01:14:28Z"],
  [94, "2026-04-07T22:48:31Z"],
  [96, "2026-04-08T04:52:05Z"],
  [97, "2026-04-09T00:46:28Z"],
  [98, "2026-04-09T19:21:16Z"],
  [100, "2026-04-10T06:06:03Z"],
  [101, "2026-04-10T20:20:40Z"],
  [104, "2026-04-12T04:08:09Z"],
  [105, "2026-04-13T22:23:30Z"],
  [107, "2026-04-14T06:34:11Z"],
  [108, "2026-04-14T19:18:23Z"],
  [109, "2026-04-15T05:31:37Z"],
  [110, "2026-04-16T00:02:45Z"],
  [111, "2026-04-16T16:26:18Z"],
  [112, "2026-04-16T20:40:53Z"],
  [113, "2026-04-17T21:23:04Z"],
  [114, "2026-04-18T01:36:07Z"],
  [116, "2026-04-20T22:29:18Z"],
  [117, "2026-04-22T02:00:30Z"],
  [118, "2026-04-23T02:53:40Z"],
  [119, "2026-04-23T23:55:19Z"],
  [120, "2026-04-25T01:30:13Z"],
  [121, "2026-04-28T02:43:34Z"],
  [122, "2026-04-28T23:20:31Z"],
  [123, "2026-04-29T05:28:08Z"],
  [126, "2026-05-01T03:01:11Z"],
  [128, "2026-05-05T00:19:16Z"],
  [129, "2026-05-06T03:04:18Z"],
  [131, "2026-05-06T09:15:00Z"],
  [132, "2026-05-06T23:42:25Z"],
  [133, "2026-05-08T00:44:00Z"],
  [136, "2026-05-08T19:15:05Z"],
  [137, "2026-05-09T01:15:39Z"],
  [138, "2026-05-09T07:23:38Z"],
  [139, "2026-05-11T19:54:30Z"],
  [140, "2026-05-12T22:23:26Z"],
  [141, "2026-05-13T23:39:16Z"],
  [142, "2026-05-15T00:43:19Z"],
  [143, "2026-05-15T23:24:31Z"],
  [144, "2026-05-19T01:54:23Z"],
  [145, "2026-05-19T22:29:42Z"],
  [146, "2026-05-21T02:50:19Z"],
  [147, "2026-05-21T21:31:12Z"],
  [148, "2026-05-22T01:26:16Z"],
  [149, "2026-05-23T00:07:31Z"],
  [150, "2026-05-23T04:11:55Z"],
  [152, "2026-05-27T02:57:52Z"],
  [153, "2026-05-28T02:14:55Z"],
  [154, "2026-05-28T18:29:01Z"],
  [156, "2026-05-29T02:54:54Z"],
  [157, "2026-05-29T21:27:42Z"],
  [158, "2026-05-30T03:39:03Z"],
  [159, "2026-05-31T21:38:26Z"],
  [160, "2026-06-02T02:30:48Z"],
  [161, "2026-06-02T23:37:01Z"],
  [162, "2026-06-03T21:56:16Z"],
  [163, "2026-06-04T22:48:12Z"],
  [165, "2026-06-05T07:08:49Z"],
  [166, "2026-06-06T01:41:58Z"],
  [167, "2026-06-06T03:47:37Z"],
  [168, "2026-06-07T00:43:06Z"],
  [169, "2026-06-08T23:51:26Z"],
  [170, "2026-06-09T19:01:26Z"],
  [172, "2026-06-10T21:43:18Z"],
  [173, "2026-06-11T06:26:27Z"],
  [174, "2026-06-12T02:22:48Z"],
  [175, "2026-06-12T04:26:06Z"],
  [176, "2026-06-12T23:27:01Z"],
  [177, "2026-06-13T01:41:56Z"],
  [178, "2026-06-15T23:47:22Z"],
  [179, "2026-06-16T20:32:48Z"],
  [181, "2026-06-17T23:20:11Z"],
  [183, "2026-06-19T02:35:13Z"],
  [185, "2026-06-20T23:05:03Z"],
  [186, "2026-06-22T21:37:44Z"],
  [187, "2026-06-23T22:53:43Z"],
  [190, "2026-06-24T17:08:39Z"],
  [191, "2026-06-24T23:14:05Z"],
  [193, "2026-06-25T22:43:18Z"],
  [195, "2026-06-26T23:37:24Z"],
  [196, "2026-06-30T00:19:41Z"],
  [197, "2026-06-30T18:59:33Z"],
  [198, "2026-07-01T22:20:32Z"],
  [199, "2026-07-03T01:37:47Z"],
  [200, "2026-07-03T18:31:16Z"],
  [201, "2026-07-04T01:13:21Z"],
  [202, "2026-07-06T23:44:39Z"],
  [203, "2026-07-07T22:43:39Z"],
  [204, "2026-07-08T01:14:29Z"],
];

/** The first version for which the behaviour is reported, and the two that are taken for the first without it. */
const NOTES: Record<string, string> = {
  "2.1.91":
    "First version for which undisclosed checks of time zone and proxy are reported. The researcher dates it to 2 April 2026, the registry to 3 April in UTC.",
  "2.1.198": "Reported as the first version without the checks; not confirmed.",
  "2.1.199": "Reported as the first version without the checks; not confirmed.",
};

/** Releases of Claude Code: dates as the registry gives them, none where inventories report a version that it does not list. */
export async function loadReleases(db: pg.ClientBase, cast: Cast): Promise<void> {
  const dated = PUBLISHED.map(([patch, publishedAt]) => ({ version: `2.1.${patch}`, publishedAt, source: SOURCE }));
  const known = new Set(dated.map(({ version }) => version));
  const undated = CLAUDE_VERSIONS.filter((version) => !known.has(version)).map((version) => ({
    version,
    publishedAt: null,
    source: "Inventories report it; the npm registry does not list it.",
  }));
  const rows = [...dated, ...undated].map((row) => ({ ...row, note: NOTES[row.version] ?? null }));
  await db.query(
    `INSERT INTO release (tool_id, kind, version, published_at, is_withdrawn, note, source, recorded_by_id, recorded_at)
     SELECT tool.id, 'NPM', version, "publishedAt", false, note, source, $2, greatest($3::timestamptz, "publishedAt")
     FROM jsonb_to_recordset($1) AS row (version text, "publishedAt" timestamptz, note text, source text)
     JOIN tool ON tool.slug = 'claude-code'`,
    [JSON.stringify(rows), cast.officer.personId, NOTICE_AT],
  );
}
