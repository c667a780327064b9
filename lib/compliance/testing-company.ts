import type { Viewer } from "@/lib/auth/viewer";
import { layGround, store } from "@/lib/compliance/testing-database";
import { at, type DeviceHistory, merged, type PersonHistory } from "@/lib/compliance/testing-histories";
import { pool } from "@/lib/db";
import { newOfficer, newPerson } from "@/lib/testing";

/** Teams 1 → 2, 3 → 4, 5, 6, 7. */
const device = (items: number[], more: Partial<DeviceHistory> = {}): DeviceHistory => ({
  platform: "LINUX",
  reports: [{ minute: 5_990, sourceId: 1, complete: true, held: false, kinds: ["NPM", "VSCODE"], items }],
  attested: [],
  exceptions: [],
  ...more,
});
const person = (team: number, devices: DeviceHistory[], attested: number[] = []): PersonHistory => ({
  team,
  devices,
  attested,
  exceptions: [],
});

const people = [
  person(4, [device([1])]),
  person(4, [device([])]),
  person(5, []),
  person(6, [device([1])], [5_000]),
  person(
    7,
    [device([1], { reports: [{ minute: 5_000, sourceId: 1, complete: true, held: false, kinds: ["NPM", "VSCODE"], items: [1] }] })],
    [5_500],
  ),
  person(2, [device([], { exceptions: [{ duty: "UNINSTALL", from: 0, to: 9_000, due: 9_000, ended: 0, status: "ACTIVE", tools: [] }] })]),
];

export type Company = { officer: Viewer; manager: Viewer; stranger: Viewer };

/** Six people with every state between them, under a ban published at minute 5,000. The manager has team 2, the stranger none. */
export async function layCompany(now: Date): Promise<Company> {
  await layGround();
  await store(people.map((one) => ({ ...one, stored: one.devices.map((history) => ({ history, ...merged(history.reports) })) })));
  await pool.query("UPDATE person SET active = true WHERE id > 100");
  await pool.query("SELECT setval('person_id_seq', 1000), setval('team_id_seq', 1000)");
  const company = {
    officer: (await newOfficer({ teamId: 1 })).viewer,
    manager: (await newPerson({ teamId: 2, name: "Manager", manages: [2] })).viewer,
    stranger: (await newPerson({ teamId: 3, name: "Stranger" })).viewer,
  };
  await pool.query("UPDATE person SET active = false WHERE id > 1000");
  await pool.query("UPDATE ban SET published_at = $1, cutoff_at = '2026-07-10' WHERE id = 1", [at(5_000)]);
  await pool.query("SELECT publish_obligations(1, $1)", [now]);
  return company;
}
