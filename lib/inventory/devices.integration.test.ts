import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newPerson, newTeam } from "@/lib/testing";
import { devicesOfPerson, getDevice } from "./queries";
import { COLLECTOR, deliver, episodes, npmEvent, npmSnapshot, seedTools } from "./testing";
import { fixture } from "./testing-fixtures";

const since = new Date("2026-07-08T00:00:00Z");
const at = (minute: number) => new Date(since.getTime() + minute * 60_000);
const now = at(24 * 60);

let owner = 0;

beforeAll(async () => {
  owner = (await seedTools()).owner;
});

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE installation, report, device_identity, device, software_tool, software, import_reject, import, source RESTART IDENTITY CASCADE`;
});

const CODE = "@anthropic-ai/claude-code@2.1.196";

const identities = () =>
  db.deviceIdentity.findMany({ orderBy: [{ deviceId: "asc" }, { kind: "asc" }], select: { kind: true, value: true, deviceId: true } });
const hosts = (...given: object[]) =>
  JSON.stringify({ hosts: given.map((host) => ({ platform: "darwin", software_updated_at: at(0).toISOString(), software: [], ...host })) });
const npm = (spec: string) => {
  const cut = spec.lastIndexOf("@");
  return { name: spec.slice(0, cut), version: spec.slice(cut + 1), source: "npm_packages", installed_paths: ["/x/package.json"] };
};

test("three systems that know one device by its serial make one device, with the owner by email", async () => {
  await deliver(fixture("fleet-hosts.json"), now, { system: "FLEET" });
  await deliver(fixture("osquery-snapshots.ndjson"), now);
  await deliver(
    "ApplicationName,ApplicationVersion,DeviceId,DeviceName,Platform,SerialNumber\nClaude,1.0,abcd-1,liwei-mbp,macOS,C02EXAMPLE01\n",
    now,
    { system: "INTUNE", isComplete: false },
  );
  const devices = await devicesOfPerson(COLLECTOR, owner);
  expect(devices).toHaveLength(1);
  expect(devices[0]).toMatchObject({ hostName: "liwei-mbp", platform: "MACOS", owner: { name: "Li Wei" } });
  expect(devices[0]?.sources.map(({ system }) => system)).toEqual(["OSQUERY", "FLEET", "INTUNE"]);
  expect((await identities()).filter(({ deviceId }) => deviceId === devices[0]?.id).map(({ kind }) => kind)).toEqual([
    "SERIAL",
    "HARDWARE_UUID",
    "HARDWARE_UUID",
    "MDM_ID",
  ]);
});

test("an unknown email is said, and the device is kept", async () => {
  const result = await deliver(fixture("fleet-hosts.json"), now, { system: "FLEET" });
  expect(result).toMatchObject({ accepted: 4, rejected: 0, devices: 4 });
  expect(result.remarks.map(({ key }) => key)).toEqual(["inventory.warning.unknownOwner", "inventory.warning.unknownOwner"]);
  // They join later; the same list is looked at again.
  const team = await db.team.findFirstOrThrow({ select: { id: true } });
  const joined = await db.person.create({
    data: {
      externalId: "P2",
      name: "Zhang Min",
      email: "zhang.min@example.com",
      teamId: team.id,
      legalEntity: "Example",
      country: "CN",
      workerType: "EMPLOYEE",
    },
  });
  await deliver(fixture("fleet-hosts.json"), now, { system: "FLEET" });
  expect(await devicesOfPerson(COLLECTOR, joined.id)).toHaveLength(1);
  await db.device.updateMany({ where: { ownerPersonId: joined.id }, data: { ownerPersonId: null } });
  await db.person.delete({ where: { id: joined.id } });
});

test("a delivery that names no owner leaves the one there was", async () => {
  await deliver(hosts({ hardware_serial: "SERIAL-0001", device_mapping: [{ email: "li.wei@example.com", source: "custom" }] }), now, {
    system: "FLEET",
  });
  await deliver(hosts({ hardware_serial: "SERIAL-0001", device_mapping: [], software_updated_at: at(5).toISOString() }), now, {
    system: "FLEET",
  });
  expect(await devicesOfPerson(COLLECTOR, owner)).toHaveLength(1);
});

test("rows that share an identity are one device, however they hang together", async () => {
  await deliver(
    hosts(
      { hardware_serial: "SERIAL-0001", computer_name: "a" },
      { uuid: "11111111-2222-4333-8444-555555555555", computer_name: "b" },
      { hardware_serial: "SERIAL-0001", uuid: "11111111-2222-4333-8444-555555555555", computer_name: "c" },
      { hardware_serial: "SERIAL-0002", computer_name: "a" },
    ),
    now,
    { system: "FLEET" },
  );
  expect(await db.device.count()).toBe(2);
});

test("a delivery that ties two known devices merges them, and the serial's stays with everything", async () => {
  const uuid = "4740D59F-699E-5B29-960B-979AAF9BBEEB";
  await deliver(npmSnapshot(since, 0, [CODE], { serial: "", uuid }), now);
  await deliver(hosts({ hardware_serial: "SERIAL-0001", software: [npm("@openai/codex@0.141.0")] }), now, { system: "FLEET" });
  const bySerial = (await identities()).find(({ kind }) => kind === "SERIAL");
  expect(await db.device.count()).toBe(2);
  await deliver(npmSnapshot(since, 10, [CODE], { serial: "SERIAL-0001", uuid }), now);
  expect(await db.device.findMany({ select: { id: true } })).toEqual([{ id: bySerial?.deviceId }]);
  expect((await identities()).map(({ deviceId }) => deviceId)).toEqual([bySerial?.deviceId, bySerial?.deviceId]);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "@openai/codex@0.141.0 FLEET 0–0"]);
  // What both knew is one, and the next list says what is gone.
  await deliver(npmSnapshot(since, 20, [], { serial: "SERIAL-0001", uuid }), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–10 gone 20", "@openai/codex@0.141.0 FLEET 0–0"]);
});

test("cloned machines that share a uuid stay apart by their serials", async () => {
  const uuid = "4740D59F-699E-5B29-960B-979AAF9BBEEB";
  await deliver(hosts({ hardware_serial: "SERIAL-0001", uuid }, { hardware_serial: "SERIAL-0002", uuid }), now, { system: "FLEET" });
  expect(await db.device.count()).toBe(2);
  await deliver(hosts({ hardware_serial: "SERIAL-0003", uuid }), now, { system: "FLEET" });
  expect(await db.device.count()).toBe(3);
});

test("placeholders in place of a serial tie nothing together", async () => {
  await deliver(
    hosts(
      { hardware_serial: "To be filled by O.E.M.", uuid: "11111111-2222-4333-8444-555555555551" },
      { hardware_serial: "To be filled by O.E.M.", uuid: "11111111-2222-4333-8444-555555555552" },
    ),
    now,
    { system: "FLEET" },
  );
  expect(await db.device.count()).toBe(2);
});

test("a report proves only what its source can see on the platform", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]).replace("darwin", "windows"), now);
  await deliver(hosts({ hardware_serial: "SERIAL-0001", platform: "windows", software_updated_at: at(30).toISOString() }), now, {
    system: "FLEET",
  });
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0"]);
  const device = await getDevice(COLLECTOR, 1);
  expect(device?.sources.find(({ system }) => system === "FLEET")?.kinds).not.toContain("NPM");
});

test("single sightings of a source that lists nothing whole are cleared by one that does; its lists are not", async () => {
  await deliver(npmEvent(since, 0, "added", CODE), now);
  await deliver(
    hosts({ hardware_serial: "SERIAL-0001", software_updated_at: at(30).toISOString(), software: [npm("@openai/codex@0.141.0")] }),
    now,
    { system: "FLEET" },
  );
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0 gone 30", "@openai/codex@0.141.0 FLEET 30–30"]);
  // An unchanged list clears a later sighting too.
  await deliver(npmEvent(since, 40, "added", CODE), now);
  await deliver(
    hosts({ hardware_serial: "SERIAL-0001", software_updated_at: at(50).toISOString(), software: [npm("@openai/codex@0.141.0")] }),
    now,
    { system: "FLEET" },
  );
  expect(await episodes(since)).toContain("@anthropic-ai/claude-code@2.1.196 OSQUERY 40–40 gone 50");
  // osquery lists it whole from now on: Fleet's list is no longer asked about it.
  await deliver(npmSnapshot(since, 60, [CODE]), now);
  await deliver(hosts({ hardware_serial: "SERIAL-0001", software_updated_at: at(70).toISOString() }), now, { system: "FLEET" });
  expect(await episodes(since)).toContain("@anthropic-ai/claude-code@2.1.196 OSQUERY 60–60");
});

test("Intune clears a device's programs only when the file says it is complete, and every row is good", async () => {
  const head = "ApplicationName,ApplicationVersion,DeviceId,DeviceName,Platform\n";
  const rows = (...names: string[]) => head + names.map((name) => `${name},1.0,device-0001,desk,Windows\n`).join("");
  const send = (body: string, minute: number, isComplete: boolean) =>
    deliver(body, now, { system: "INTUNE", isComplete, collectedAt: at(minute) });
  await send(rows("Claude", "Cursor", "Zed"), 0, true);
  await send(rows("Cursor"), 10, false);
  expect(await episodes(since)).toEqual(["claude@1.0 INTUNE 0–0", "cursor@1.0 INTUNE 0–10", "zed@1.0 INTUNE 0–0"]);
  const doubted = await send(`${rows("Cursor")}broken,row\n`, 20, true);
  expect(doubted).toMatchObject({ complete: false, rejected: 1 });
  expect(await db.installation.count({ where: { goneAt: { not: null } } })).toBe(0);
  await send(rows("Cursor"), 30, true);
  expect(await episodes(since)).toEqual(["claude@1.0 INTUNE 0–0 gone 30", "cursor@1.0 INTUNE 0–20", "zed@1.0 INTUNE 0–0 gone 30"]);
});

test("an identifier that is added later names software that is already known", async () => {
  await deliver(npmSnapshot(since, 0, ["opencode-ai@1.0.0"]), now);
  const tool = await db.tool.findFirstOrThrow({ where: { slug: "codex" }, select: { id: true } });
  const added = await db.identifier.create({
    data: { toolId: tool.id, kind: "NPM", value: "opencode-ai", matchValue: "opencode-ai", confidence: "HIGH", source: "test" },
  });
  expect((await getDevice(COLLECTOR, 1))?.installations.map(({ tools }) => tools[0]?.slug)).toEqual(["codex"]);
  await db.identifier.delete({ where: { id: added.id } });
  expect((await getDevice(COLLECTOR, 1))?.installations).toEqual([]);
});

test("a device is shown to its owner, to whoever manages their team, and to readers; to others it is not there", async () => {
  const top = await newTeam();
  const below = await newTeam({ parentId: top.id });
  const [employee, manager, stranger, officer] = [
    await newPerson({ teamId: below.id, email: "own@example.com" }),
    await newPerson({ manages: [top.id] }),
    await newPerson(),
    await newPerson({ roles: ["SECURITY_OFFICER"] }),
  ];
  await deliver(
    hosts({ hardware_serial: "SERIAL-0001", device_mapping: [{ email: "own@example.com" }], software: [npm(CODE), npm("left-pad@1.3.0")] }),
    now,
    { system: "FLEET" },
  );
  const shown = async (viewer: typeof employee.viewer) => {
    const device = await getDevice(viewer, 1);
    return device && [device.installations.length, device.others, device.otherSoftware.length];
  };
  expect(await shown(employee.viewer)).toEqual([1, 1, 0]);
  expect(await shown(manager.viewer)).toEqual([1, 1, 0]);
  expect(await shown(officer.viewer)).toEqual([1, 1, 1]);
  expect(await shown(stranger.viewer)).toBeNull();
  expect(await devicesOfPerson(stranger.viewer, employee.id)).toEqual([]);
});
