import { expect, test } from "vitest";
import { isWellFormed, newToken, tokenHash } from "@/lib/auth/token-format";

test("a token names its kind, carries 30 random characters and a checksum", () => {
  const { token, prefix, secretHash } = newToken("inventory");
  expect(token).toMatch(/^idt_inventory_[0-9A-Za-z]{36}$/);
  expect(token.startsWith(prefix)).toBe(true);
  expect(prefix).toHaveLength("idt_inventory_".length + 4);
  expect(secretHash).toEqual(tokenHash(token));
  expect(isWellFormed(token)).toBe(true);
});

test("every single wrong character is noticed without a look-up", () => {
  const { token } = newToken("api");
  for (let at = 0; at < token.length; at++) {
    const wrong = token[at] === "x" ? "y" : "x";
    expect(isWellFormed(token.slice(0, at) + wrong + token.slice(at + 1)), `character ${at}`).toBe(false);
  }
});

test("other texts are not tokens", () => {
  const { token } = newToken("api");
  for (const text of ["", "idt_", "Bearer", `${token} `, ` ${token}`, `${token}0`, token.slice(1), token.toUpperCase(), `${token}\n`]) {
    expect(isWellFormed(text), JSON.stringify(text)).toBe(false);
  }
});

test("a kind is a short word", () => {
  expect(() => newToken("a")).toThrow(/kind of token/);
  expect(() => newToken("With_Line")).toThrow(/kind of token/);
});

test("no two tokens are alike, and all letters are used", () => {
  const tokens = Array.from({ length: 300 }, () => newToken("api").token.slice(8, 38));
  expect(new Set(tokens).size).toBe(300);
  expect(new Set(tokens.join("")).size).toBe(62);
});
