import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

// Free of the database and of aliases: the demonstration's loader makes tokens with it too.

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 30;
const CHECK_LENGTH = 6;
const FORM = /^(idt_([a-z]{2,12})_([0-9A-Za-z]{30}))([0-9A-Za-z]{6})$/;

/** 62 does not divide 256; bytes from 248 on would favour the first letters, so they are thrown away. */
function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += BASE62[byte % 62];
    }
  }
  return text;
}

/** CRC-32 of the rest, so that a scanner tells a token from a look-alike and a typing mistake costs no look-up. */
function checkOf(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let place = 0; place < CHECK_LENGTH; place++) {
    text = BASE62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

export function tokenHash(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token).digest());
}

export type NewToken = {
  /** Shown once, kept nowhere. */
  token: string;
  /** What lists show. */
  prefix: string;
  secretHash: Buffer<ArrayBuffer>;
};

/** `idt_<kind>_<30 base62><6 base62 CRC-32>`. The kind is a word in lower case that says what the token is for. */
export function newToken(kind: string): NewToken {
  const body = `idt_${kind}_${randomBase62(SECRET_LENGTH)}`;
  const token = `${body}${checkOf(body)}`;
  if (!isWellFormed(token)) throw new Error(`"${kind}" is not a kind of token: two to twelve small letters.`);
  return { token, prefix: body.slice(0, `idt_${kind}_`.length + 4), secretHash: tokenHash(token) };
}

export function isWellFormed(token: string): boolean {
  const [, body, , , check] = FORM.exec(token) ?? [];
  return body !== undefined && check === checkOf(body);
}
