import { expect, test } from "vitest";
import { pagePolicy } from "@/lib/http/page-headers";

test("scripts run by nonce only, and nothing frames, rebases or posts a page elsewhere", () => {
  const directives = Object.fromEntries(
    pagePolicy("abc")
      .split("; ")
      .map((line) => [line.split(" ")[0], line.split(" ").slice(1).join(" ")]),
  );
  expect(directives["script-src"]).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(directives["style-src"]).toBe("'self' 'nonce-abc'");
  expect(directives).toMatchObject({
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
  });
});
