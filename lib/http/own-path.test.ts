import { expect, test } from "vitest";
import { ownPath, refererPath } from "@/lib/http/own-path";

test("paths of this site pass with their query and fragment", () => {
  for (const path of ["/", "/tools/claude-code?x=1#top", "/registry?q=a%2Fb", "/me/sessions"]) expect(ownPath(path)).toBe(path);
});

test("whatever a browser could read as another site does not", () => {
  const foreign = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "evil",
    "",
    "/\t/evil.example",
    "/\n/evil.example",
  ];
  for (const path of [...foreign, "/x/..//evil.example", "/.//evil.example", undefined, null, `/${"x".repeat(3_000)}`])
    expect(ownPath(path), String(path)).toBeNull();
});

test("the page before is known by its path only", () => {
  const sent = (referer: string) => new Request("http://localhost/api", { headers: { referer } });
  expect(refererPath(sent("http://localhost:3000/tokens?a=1#x"))).toBe("/tokens?a=1");
  expect(refererPath(sent("http://evil.example//evil"))).toBeNull();
  expect(refererPath(new Request("http://localhost/api"))).toBeNull();
});
