import type pg from "pg";
import type { AuditAction } from "../../lib/audit/actions.ts";
import type { VendorEventKind } from "../generated/enums.ts";
import { recordAll } from "./audit.ts";
import type { Cast } from "./personas.ts";

const RECORDED: AuditAction = "vendor.event-recorded";

type Told = {
  vendor: string;
  kind: VendorEventKind;
  happenedOn: string;
  title: string;
  details?: string;
  source: string;
  /** Beijing time. */
  recordedAt: string;
  by?: "officer" | "secondOfficer";
};

/** What public reporting said of vendors until the demonstration begins. Claims are worded as claims, each with who makes it. */
const TOLD: readonly Told[] = [
  {
    vendor: "anthropic",
    kind: "REGION_CHANGED",
    happenedOn: "2026-06-10",
    title: "States that it does not serve companies in Chinese ownership, wherever they are",
    details: "Subsidiaries outside of China count as well. Contracts of ours through such a subsidiary have to be looked at.",
    source: "Anthropic, letter to the Banking Committee of the US Senate",
    recordedAt: "2026-06-12T10:20",
    by: "secondOfficer",
  },
  {
    vendor: "anthropic",
    kind: "DISCLOSURE",
    happenedOn: "2026-06-10",
    title: "Alleges that about 25,000 false accounts with ties to Alibaba were used to distil its models",
    details:
      "By its account 28.8 million exchanges between 22 April and 5 June 2026. An allegation of one side; Alibaba is reported to deny it.",
    source: "Anthropic, letter to the Banking Committee of the US Senate",
    recordedAt: "2026-06-12T10:34",
    by: "secondOfficer",
  },
  {
    vendor: "alibaba",
    kind: "DISCLOSURE",
    happenedOn: "2026-06-10",
    title: "Is accused by Anthropic of having distilled its models, and is reported to deny it",
    source: "Anthropic, letter to the Banking Committee of the US Senate",
    recordedAt: "2026-06-12T10:41",
    by: "secondOfficer",
  },
  {
    vendor: "anthropic",
    kind: "DISCLOSURE",
    happenedOn: "2026-06-30",
    title: "An analysis says that Claude Code checks time zone and proxy against hidden lists since version 2.1.91",
    details: "One researcher's work; nobody has published an audit that reproduces it.",
    source: "Public analysis by an independent researcher",
    recordedAt: "2026-07-01T09:05",
  },
  {
    vendor: "anthropic",
    kind: "ACCOUNTS_SUSPENDED",
    happenedOn: "2026-06-30",
    title: "Accounts of developers in China are reported suspended in large numbers, whole teams among them",
    details: "Appeals are said to go nowhere. A suspended account is no proof that the software is gone from a device.",
    source: "Trade commentary of 5 July 2026",
    recordedAt: "2026-07-06T09:12",
  },
  {
    vendor: "anthropic",
    kind: "DISCLOSURE",
    happenedOn: "2026-07-01",
    title: "An engineer of Claude Code acknowledges the checks as an experiment begun in March, and says they are being removed",
    details:
      "The purpose given is to stop resellers without authorisation and distillation; others dispute it. Reports differ on whether the removal came on 1 or 2 July.",
    source: "An engineer of the vendor, on X",
    recordedAt: "2026-07-02T08:50",
  },
];

/** Writes the events that an officer had recorded, and the log of it. */
export async function loadVendorEvents(db: pg.ClientBase, cast: Cast): Promise<void> {
  const rows = TOLD.map(({ vendor, kind, happenedOn, title, details, source, recordedAt, by = "officer" }) => ({
    vendor,
    kind,
    happened_on: happenedOn,
    title,
    details: details ?? null,
    source,
    recorded_by_id: cast[by].personId,
    recorded_at: `${recordedAt}:00+08:00`,
  }));
  const { rows: written } = await db.query<{ id: number; title: string }>(
    `INSERT INTO vendor_event (vendor_id, kind, happened_on, title, details, source, recorded_by_id, recorded_at)
     SELECT v.id, e.kind::vendor_event_kind, e.happened_on, e.title, e.details, e.source, e.recorded_by_id, e.recorded_at
     FROM jsonb_to_recordset($1) AS e(vendor text, kind text, happened_on date, title text, details text, source text,
       recorded_by_id int, recorded_at timestamptz)
     JOIN vendor v ON v.slug = e.vendor ORDER BY e.recorded_at RETURNING id, title`,
    [JSON.stringify(rows)],
  );
  const idOf = new Map(written.map(({ id, title }) => [title, id]));
  await recordAll(
    db,
    TOLD.map(({ vendor, recordedAt, by = "officer", ...said }) => ({
      at: new Date(`${recordedAt}:00+08:00`),
      personId: cast[by].personId,
      actorName: cast[by].name,
      action: RECORDED,
      subjectKind: "vendor",
      subjectId: vendor,
      after: { id: idOf.get(said.title), ...said },
    })),
  );
}
