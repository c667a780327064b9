import { describe, expect, test } from "vitest";
import { SYSTEM } from "@/lib/auth/viewer";
import { whyNotDeactivate, whyNotGiveRoles } from "./rules";

const last = { id: 1, active: true, roles: ["ADMINISTRATOR" as const], administrators: 1 };

describe("access", () => {
  test("the last active administrator keeps the role and stays active", () => {
    expect(whyNotGiveRoles(last, ["AUDITOR"])?.key).toBe("people.whyNot.lastAdministrator");
    expect(whyNotGiveRoles(last, ["ADMINISTRATOR", "AUDITOR"])).toBeNull();
    expect(whyNotGiveRoles({ ...last, administrators: 2 }, [])).toBeNull();
    expect(whyNotDeactivate(last, SYSTEM)?.key).toBe("people.whyNot.lastAdministrator");
    expect(whyNotDeactivate({ ...last, administrators: 2 }, SYSTEM)).toBeNull();
  });

  test("nobody deactivates themselves, or somebody twice; somebody inactive gets no role", () => {
    expect(whyNotDeactivate({ ...last, administrators: 2 }, { ...SYSTEM, personId: 1 })?.key).toBe("people.whyNot.yourself");
    expect(whyNotDeactivate({ ...last, active: false }, SYSTEM)?.key).toBe("people.whyNot.alreadyInactive");
    expect(whyNotGiveRoles({ id: 2, active: false, roles: [], administrators: 1 }, ["AUDITOR"])?.key).toBe("people.whyNot.inactive");
  });
});
