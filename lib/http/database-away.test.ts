import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { get } from "@/lib/http/testing";

// Port 1 answers nobody: what a caller sees while the database is away.

beforeAll(() => {
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  process.env.NEXTAUTH_SECRET = "a secret for tests only, nothing it signs leaves them";
  process.env.NEXTAUTH_URL = "http://localhost:3000";
  vi.spyOn(console, "error").mockImplementation(() => {});
});

afterAll(() => vi.restoreAllMocks());

test("health says within a second that the database is away", async () => {
  const { GET } = await import("@/app/api/health/route");
  const began = performance.now();
  const answer = await get(GET, { path: "/api/health" });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toMatchObject({ status: "unavailable", database: "away" });
});

test("the API says when to try again, and the log holds the request's id and no values", async () => {
  const { GET } = await import("@/app/api/v1/tokens/route");
  const { newToken } = await import("@/lib/auth/token-format");
  const { token } = newToken("api");
  const answer = await get(GET, { token });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  const { instance, detail } = await answer.json();
  expect(detail).toBe("The database is away for a moment. Try again in a few seconds. Nothing was changed.");
  const line = String(vi.mocked(console.error).mock.calls.at(-1)?.[0]);
  expect(JSON.parse(line)).toMatchObject({ level: "error", route: "GET /api/v1/tokens", requestId: instance.replace("urn:uuid:", "") });
  expect(line).not.toContain(token.slice(8));
});
