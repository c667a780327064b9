import { FIELDS } from "../merge.ts";
import { REGISTRY_FORMAT } from "../schema.ts";

// Every list of the document as SQL: one JSON text per row, in an order that does not depend on when a row was written.

const ORDER = 'COLLATE "C"';
const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const person = (column: string) => `(SELECT p.external_id FROM person p WHERE p.id = ${column})`;
const valuesOf = (table: keyof typeof FIELDS) => FIELDS[table].map(({ key, current }) => `'${key}', ${current}`).join(", ");
const mergedInto = (table: string) => `'mergedInto', (SELECT m.slug FROM ${table} m WHERE m.id = c.merged_into_id)`;
const SOURCE = `'source', c.catalogue_entry->>'source', 'base', c.catalogue_entry`;

const list = (row: string, from: string, order: string) => `coalesce((SELECT jsonb_agg(${row} ORDER BY ${order}) FROM ${from}), '[]')`;

const EVENTS = list(
  `jsonb_build_object('kind', e.kind, 'happenedOn', e.happened_on, 'title', e.title, 'details', e.details, 'source', e.source,
    'sourceUrl', e.source_url, 'recordedBy', ${person("e.recorded_by_id")}, 'recordedAt', ${instant("e.recorded_at")})`,
  "vendor_event e WHERE e.vendor_id = c.id",
  `e.happened_on, e.title ${ORDER}, e.recorded_at, e.kind, e.source ${ORDER}, e.details ${ORDER}`,
);
const IDENTIFIERS = list(
  `jsonb_build_object('kind', i.kind, 'value', i.value, 'matchValue', i.match_value, 'note', i.note, 'source', i.source, 'confidence', i.confidence,
    'base', i.catalogue_entry)`,
  "identifier i WHERE i.tool_id = c.id",
  `i.kind, i.value ${ORDER}`,
);
const ACCESS = list(
  `jsonb_build_object('family', f.slug, 'channels', jsonb_build_array(a.channel), 'mode', a.mode, 'source', a.source, 'asOf', a.as_of)`,
  "model_access a JOIN model_family f ON f.id = a.family_id WHERE a.tool_id = c.id",
  `f.slug ${ORDER}, a.channel ${ORDER}`,
);
const RELEASES = list(
  `jsonb_build_object('kind', r.kind, 'version', r.version, 'publishedAt', ${instant("r.published_at")}, 'isWithdrawn', r.is_withdrawn, 'note', r.note,
    'source', r.source, 'recordedBy', ${person("r.recorded_by_id")}, 'recordedAt', ${instant("r.recorded_at")})`,
  "release r WHERE r.tool_id = c.id",
  `r.kind, r.version ${ORDER}`,
);

/** The lists by name. `key` is what the next page begins after. */
export const LISTS = {
  vendors: {
    row: `jsonb_build_object('slug', c.slug, ${valuesOf("vendor")}, ${SOURCE}, ${mergedInto("vendor")}, 'events', ${EVENTS})`,
    from: "vendor c",
    key: `c.slug ${ORDER}`,
  },
  families: {
    row: `jsonb_build_object('slug', c.slug, ${valuesOf("model_family")}, ${SOURCE})`,
    from: "model_family c",
    key: `c.slug ${ORDER}`,
  },
  tools: {
    row: `jsonb_build_object('slug', c.slug, ${valuesOf("tool")}, ${SOURCE}, ${mergedInto("tool")}, 'identifiers', ${IDENTIFIERS}, 'access', ${ACCESS},
      'releases', ${RELEASES})`,
    from: "tool c",
    key: `c.slug ${ORDER}`,
  },
  decisions: {
    row: `jsonb_build_object('tool', t.slug, 'team', m.external_id, 'workerTypes', c.worker_types, 'countries', c.countries, 'status', c.status,
      'conditions', c.conditions, 'dataClasses', c.data_classes, 'reason', c.reason, 'basis', c.basis, 'reviewOn', c.review_on,
      'decidedBy', ${person("c.decided_by_id")}, 'decidedAt', ${instant("c.decided_at")}, 'supersededAt', ${instant("c.superseded_at")})`,
    from: "decision c JOIN tool t ON t.id = c.tool_id LEFT JOIN team m ON m.id = c.team_id",
    key: `concat_ws(E'\\t', t.slug, ${instant("c.decided_at")}, m.external_id, c.worker_types::text, c.countries::text, c.status, c.reason) ${ORDER}`,
  },
  sensitiveTeams: {
    row: `jsonb_build_object('team', m.external_id, 'reason', c.reason, 'markedBy', ${person("c.marked_by_id")}, 'markedAt', ${instant("c.marked_at")})`,
    from: "sensitive_team c JOIN team m ON m.id = c.team_id",
    key: `m.external_id ${ORDER}`,
  },
} as const;

export const SOURCES = `SELECT key, words FROM catalogue_source ORDER BY key ${ORDER}`;

/** The first lines: what differs between two exports of the same state. */
export const headLines = (exportedAt: Date) =>
  `{"format":${JSON.stringify(REGISTRY_FORMAT)},"version":1,"exportedAt":${JSON.stringify(exportedAt.toISOString())},\n`;
