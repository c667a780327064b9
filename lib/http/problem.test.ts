import { expect, test } from "vitest";
import { problem } from "@/lib/http/problem";

const requestId = "7d444840-9dc0-11d1-b245-5ffdce74fad2";

test("a problem is RFC 9457 with the request's id and a sentence per field", async () => {
  const answer = problem({ code: "invalid", detail: "Two fields need a change.", requestId, errors: { name: ["Fill in this field."] } });
  expect(answer.status).toBe(422);
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(await answer.json()).toEqual({
    type: "urn:interdict:problem:invalid",
    title: "Unprocessable Content",
    status: 422,
    detail: "Two fields need a change.",
    instance: `urn:uuid:${requestId}`,
    errors: { name: ["Fill in this field."] },
  });
});

test("who has to wait is told how long, and who has to sign in is told how", () => {
  expect(problem({ code: "too-many", detail: "", requestId, retryAfterSeconds: 12.2 }).headers.get("retry-after")).toBe("13");
  expect(problem({ code: "unavailable", detail: "", requestId }).headers.get("retry-after")).toBe("5");
  expect(problem({ code: "unauthenticated", detail: "", requestId }).headers.get("www-authenticate")).toBe('Bearer realm="Interdict"');
  expect(problem({ code: "conflict", detail: "", requestId }).headers.get("retry-after")).toBeNull();
});
