import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

const right = "four words and a number 7";

test("a password is kept as scrypt with its cost and a salt of its own", async () => {
  const [one, two] = await Promise.all([hashPassword(right), hashPassword(right)]);
  expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(two).not.toBe(one);
});

test("only the right password holds, however its letters were typed", async () => {
  const hash = await hashPassword("café ﬁve");
  expect(await verifyPassword("cafe\u0301 five", hash)).toBe(true);
  expect(await verifyPassword("cafe five", hash)).toBe(false);
});

test("nobody's password never holds, and neither does a garbled hash", async () => {
  expect(await verifyPassword(right, null)).toBe(false);
  expect(await verifyPassword("", null)).toBe(false);
  expect(await verifyPassword(right, "scrypt$1$1$1$x")).toBe(false);
  expect(await verifyPassword(right, "plain$32768$8$3$x$x")).toBe(false);
});

test("an unknown account costs as much work as a known one", async () => {
  const hash = await hashPassword(right);
  const worked = async (known: string | null) => {
    const before = process.cpuUsage();
    await verifyPassword("wrong", known);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  // Processor time instead of the clock: a busy machine does not change it much.
  const ratio = (await worked(null)) / (await worked(hash));
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});
