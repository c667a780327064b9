import { describe, expect, test } from "vitest";
import { baseOf, hasOwnDate } from "@/lib/bans/duties/edit/rules";
import { DUTY_KINDS, dutySchema } from "@/lib/bans/duties/schema";
import { contentOf, gapsOf, mistakesOf, pageAfter } from "@/lib/bans/edit/rules";
import { type StepForm, stepFormSchema } from "@/lib/bans/edit/schema";

const form = (fields: object): StepForm =>
  stepFormSchema.parse({ step: "cutoff", revision: "3", date: "2026-07-10", time: "00:00", zone: "Asia/Shanghai", ...fields });
const asked = (...kinds: string[]) => Object.fromEntries(kinds.map((kind) => [`${kind}.on`, "yes"]));
const duties = (fields: object) => contentOf(form(fields)).duties ?? [];

describe("the duties that the page says", () => {
  test("all eight share the cutoff, each with who answers for it and what shows it", () => {
    const owners = Object.fromEntries(
      ["BLOCK_NETWORK", "REVOKE_ACCOUNTS", "STOP_REIMBURSEMENT", "DISABLE_IN_THIRD_PARTY"].map((kind) => [`${kind}.owner`, "7"]),
    );
    const all = duties({ ...asked(...DUTY_KINDS), ...owners });
    expect(all.map(({ kind, responsible, ownerId, proof }) => [kind, responsible, ownerId, proof])).toEqual([
      ["STOP_USE", "PERSON", null, "INVENTORY"],
      ["UNINSTALL", "PERSON", null, "INVENTORY"],
      ["BLOCK_NETWORK", "OWNER", 7, "RECORD"],
      ["REVOKE_ACCOUNTS", "OWNER", 7, "RECORD"],
      ["STOP_REIMBURSEMENT", "OWNER", 7, "RECORD"],
      ["DISABLE_IN_THIRD_PARTY", "OWNER", 7, "RECORD"],
      ["ROTATE_CREDENTIALS", "PERSON", null, "STATEMENT"],
      ["CERTIFY", "MANAGER", null, "STATEMENT"],
    ]);
    expect(new Set(all.map(({ deadlineLocal, deadlineZone, mode }) => `${deadlineLocal} ${deadlineZone} ${mode}`))).toEqual(
      new Set(["2026-07-10T00:00 Asia/Shanghai INSTANT"]),
    );
    expect(gapsOf(form({ ...asked(...DUTY_KINDS), ...owners }))).toEqual({});
  });

  test("a duty may have its own date, clock, zone, words and proof", () => {
    const own = {
      "ROTATE_CREDENTIALS.date": "2026-07-14",
      "ROTATE_CREDENTIALS.time": "18:00",
      "ROTATE_CREDENTIALS.zone": "Europe/London",
      "ROTATE_CREDENTIALS.mode": "LOCAL",
      "ROTATE_CREDENTIALS.responsible": "MANAGER",
      "ROTATE_CREDENTIALS.proof": "RECORD",
      "ROTATE_CREDENTIALS.en": "Every key it could read.",
    };
    expect(duties({ ...asked("ROTATE_CREDENTIALS"), ...own })).toMatchObject([
      {
        deadlineLocal: "2026-07-14T18:00",
        deadlineZone: "Europe/London",
        mode: "LOCAL",
        responsible: "MANAGER",
        proof: "RECORD",
        instructions: { en: "Every key it could read." },
      },
    ]);
    // A time alone is a time on the day of the ban.
    expect(duties({ ...asked("UNINSTALL"), "UNINSTALL.time": "18:00" })).toMatchObject([{ deadlineLocal: "2026-07-10T18:00" }]);
  });

  test("what inventories show has no other proof and nobody else answers for it", () => {
    const tried = { "UNINSTALL.responsible": "OWNER", "UNINSTALL.owner": "7", "UNINSTALL.proof": "STATEMENT" };
    expect(duties({ ...asked("UNINSTALL"), ...tried })).toMatchObject([{ responsible: "PERSON", ownerId: null, proof: "INVENTORY" }]);
    expect(duties({ ...asked("CERTIFY"), "CERTIFY.proof": "INVENTORY" })).toMatchObject([{ proof: "STATEMENT" }]);
  });

  test("a team gets the date of its duty to begin with, keeps what was typed, and can be taken out", () => {
    const added = { ...asked("UNINSTALL"), add: "team:UNINSTALL:41" };
    expect(duties(added)).toMatchObject([{ teams: [{ teamId: 41, deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" }] }]);
    const typed = {
      "UNINSTALL.team.41.date": "2026-07-20",
      "UNINSTALL.team.41.time": "12:00",
      "UNINSTALL.team.41.zone": "America/Sao_Paulo",
    };
    const kept = [{ teamId: 41, deadlineLocal: "2026-07-20T12:00", deadlineZone: "America/Sao_Paulo" }];
    expect(duties({ ...added, ...typed })).toMatchObject([{ teams: kept }]);
    expect(duties({ ...asked("UNINSTALL"), ...typed, remove: "team:UNINSTALL:41" })).toMatchObject([{ teams: [] }]);
    expect(duties({ ...asked("UNINSTALL", "STOP_USE"), ...typed }).map(({ teams }) => teams.length)).toEqual([0, 1]);
  });

  test("naming somebody makes them answer for a duty, and asks for it", () => {
    const [duty] = duties({ add: "owner:CERTIFY:9" });
    expect(duty).toMatchObject({ kind: "CERTIFY", responsible: "OWNER", ownerId: 9 });
    expect(duties({ ...asked("CERTIFY"), "CERTIFY.responsible": "OWNER", "CERTIFY.owner": "9", remove: "owner:CERTIFY" })).toMatchObject([
      { responsible: "OWNER", ownerId: null },
    ]);
  });

  test("stages are optional and stand in the zone of the ban", () => {
    const stages = contentOf(form({ ...asked("STOP_USE"), "stage.NO_NEW_INSTALLS.date": "2026-07-06" })).stages;
    expect(stages).toEqual([{ kind: "NO_NEW_INSTALLS", local: "2026-07-06T00:00", zone: "Asia/Shanghai" }]);
  });
});

describe("the date that the page asks for once", () => {
  const duty = (kind: string, deadlineLocal: string) => dutySchema.parse({ kind, deadlineLocal, deadlineZone: "Asia/Shanghai" });

  test("is the one that most duties share, of several the earliest", () => {
    const [stop, remove, certify] = [
      duty("STOP_USE", "2026-07-10T00:00"),
      duty("UNINSTALL", "2026-07-14T00:00"),
      duty("CERTIFY", "2026-07-14T00:00"),
    ];
    expect(baseOf([stop, remove, certify])?.local).toBe("2026-07-14T00:00");
    expect(baseOf([remove, stop])?.local).toBe("2026-07-10T00:00");
    expect(baseOf([])).toBeNull();
    expect([stop, remove].map((one) => hasOwnDate(one, baseOf([stop, remove])))).toEqual([false, true]);
  });
});

describe("what is missing or wrong, field by field", () => {
  test.each([
    [{ ...asked("BLOCK_NETWORK") }, ["BLOCK_NETWORK.ownerQ"]],
    [{ ...asked("CERTIFY"), "CERTIFY.team.4.time": "12:00" }, ["CERTIFY.team.4.date"]],
    [{ ...asked("STOP_USE", "UNINSTALL"), "UNINSTALL.date": "2026-07-09" }, ["UNINSTALL.date"]],
    [{ ...asked("STOP_USE"), "stage.BLOCK.date": "2026-07-09" }, ["stage.BLOCK.date"]],
    [{ ...asked("STOP_USE"), "stage.BLOCK.time": "12:00" }, ["stage.BLOCK.date"]],
    [{ ...asked("STOP_USE", "UNINSTALL"), date: undefined, "STOP_USE.date": "2026-07-10" }, ["date"]],
    [{ ...asked("STOP_USE"), date: undefined, "STOP_USE.date": "2026-07-10" }, []],
  ])("Continue with %o asks for %o", (fields, names) => {
    expect(Object.keys(gapsOf(form(fields)))).toEqual(names);
  });

  test.each([
    [{ "UNINSTALL.date": "2026-13-40" }, ["UNINSTALL.date"]],
    [{ "UNINSTALL.time": "25:00" }, ["UNINSTALL.time"]],
    [{ "UNINSTALL.zone": "Mars/Olympus" }, ["UNINSTALL.zone"]],
    [{ zone: "Mars/Olympus" }, ["zone"]],
    [{ date: undefined, add: "team:UNINSTALL:4" }, ["date"]],
    [{ date: undefined, find: "owner:CERTIFY" }, ["date"]],
    [{ ...asked("STOP_USE") }, []],
  ])("%o is said to be wrong in %o", (fields, names) => {
    expect(Object.keys(mistakesOf(form(fields)))).toEqual(names);
  });

  test("fields that are none are refused", () => {
    for (const name of ["STOP_USE.nonsense", "UNINSTALL.team.x.date", "stage.LATER.date", "kinds"])
      expect(() => form({ [name]: "2026-07-10" })).toThrow();
  });
});

describe("where a button beside a duty leads", () => {
  test("looking somebody up shows them beside their duty, whichever way it was asked", () => {
    const typed = { ...asked("CERTIFY"), "CERTIFY.ownerQ": "Li Wei" };
    const page = "/bans/BAN-1/edit/cutoff?open=CERTIFY&find=owner&q=Li+Wei#CERTIFY";
    expect(pageAfter("BAN-1", form({ ...typed, find: "owner:CERTIFY" }))).toBe(page);
    // Enter in the field presses Continue: a name that was typed is looked up first.
    expect(pageAfter("BAN-1", form(typed))).toBe(page);
    expect(pageAfter("BAN-1", form({ ...typed, intent: "back" }))).toBe("/bans/BAN-1/edit/population");
  });

  test("what was added or taken out leaves its duty open", () => {
    expect(pageAfter("BAN-1", form({ add: "team:UNINSTALL:4" }))).toBe("/bans/BAN-1/edit/cutoff?open=UNINSTALL#UNINSTALL");
    expect(pageAfter("BAN-1", form({ remove: "owner:CERTIFY" }))).toBe("/bans/BAN-1/edit/cutoff?open=CERTIFY#CERTIFY");
  });
});
