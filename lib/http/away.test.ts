import { expect, test } from "vitest";
import { isDatabaseAway } from "@/lib/http/away";

test("a database that cannot be reached is known by its codes, however deep they lie", () => {
  const errors = [
    Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    Object.assign(new Error("Can't reach database server"), { code: "P1001" }),
    new Error("wrapped", { cause: Object.assign(new Error("x"), { originalCode: "57P01" }) }),
    Object.assign(new Error("Raw query failed"), {
      code: "P2010",
      meta: { driverAdapterError: { cause: { kind: "DatabaseNotReachable" } } },
    }),
    new Error("Connection terminated unexpectedly"),
  ];
  for (const error of errors) expect(isDatabaseAway(error), error.message).toBe(true);
});

test("other mistakes are other mistakes", () => {
  const circular = new Error("round");
  circular.cause = circular;
  for (const error of [new Error("x"), Object.assign(new Error("x"), { code: "P2002" }), circular, null, "P1001", undefined])
    expect(isDatabaseAway(error)).toBe(false);
});
