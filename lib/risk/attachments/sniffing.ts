/** How much of a file is looked at to tell what it is. */
export const HEAD_BYTES = 65_536;

export const UNKNOWN = "application/octet-stream";

/** [where, bytes as hex, what it is]: the signatures of the WHATWG MIME Sniffing Standard and of the formats evidence comes in. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [0, "89504e470d0a1a0a", "image/png"],
  [0, "ffd8ff", "image/jpeg"],
  [0, "474946383761", "image/gif"],
  [0, "474946383961", "image/gif"],
  [0, "424d", "image/bmp"],
  [0, "49492a00", "image/tiff"],
  [0, "4d4d002a", "image/tiff"],
  [4, "6674797061766966", "image/avif"],
  [4, "6674797068656963", "image/heic"],
  [4, "66747970", "video/mp4"],
  [0, "1a45dfa3", "video/webm"],
  [0, "4f67675300", "application/ogg"],
  [0, "494433", "audio/mpeg"],
  [0, "664c6143", "audio/flac"],
  [0, "504b0304", "application/zip"],
  [0, "504b0506", "application/zip"],
  [0, "1f8b08", "application/gzip"],
  [0, "425a68", "application/x-bzip2"],
  [0, "fd377a585a00", "application/x-xz"],
  [0, "28b52ffd", "application/zstd"],
  [0, "377abcaf271c", "application/x-7z-compressed"],
  [0, "526172211a07", "application/vnd.rar"],
  [257, "7573746172", "application/x-tar"],
  [0, "d0cf11e0a1b11ae1", "application/x-ole-storage"],
  [0, "53514c69746520666f726d6174203300", "application/vnd.sqlite3"],
  [0, "d4c3b2a1", "application/vnd.tcpdump.pcap"],
  [0, "a1b2c3d4", "application/vnd.tcpdump.pcap"],
  [0, "0a0d0d0a", "application/vnd.tcpdump.pcap"],
  [0, "4d5a", "application/vnd.microsoft.portable-executable"],
  [0, "7f454c46", "application/x-elf"],
  [0, "cffaedfe", "application/x-mach-binary"],
  [0, "cefaedfe", "application/x-mach-binary"],
  [0, "feedfacf", "application/x-mach-binary"],
  [0, "feedface", "application/x-mach-binary"],
  [0, "cafebabe", "application/x-mach-binary"],
  [0, "0061736d", "application/wasm"],
  [0, "4c0000000114020000000000c000000000000046", "application/x-ms-shortcut"],
];

/** The first tags by which a browser takes text for a page. */
const PAGE = /^<(?:!doctype html|!--|html|head|body|script|iframe|style|title|table|div|font|meta|link|h1|br|a|b|p)(?=[\s>/-]|$)/i;
/** What makes text active wherever in its beginning it stands. */
const ACTIVE = /<(script|html|svg|iframe|object|embed|foreignobject)(?=[\s>/])/i;

/** How far in a file of another kind a page may hide: browsers look no further. */
const POLYGLOT_BYTES = 1_445;

/**
 * What a file is by its bytes, whatever its name says; archives are not looked into. A file that can be read as two things is called by the
 * more dangerous one.
 */
export function contentTypeOf(head: Uint8Array): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES));
  const signed = signedAs(bytes);
  const hidden = activeIn(bytes.subarray(0, POLYGLOT_BYTES).toString("latin1"));
  if (signed) return hidden ?? signed;
  const text = textIn(bytes);
  return text === null ? (hidden ?? UNKNOWN) : textTypeOf(text);
}

function signedAs(bytes: Buffer): string | null {
  if (bytes.subarray(0, 4).toString("latin1") === "RIFF") return riffType(bytes.subarray(8, 12).toString("latin1"));
  // Readers look for the mark of a PDF in the first kilobyte.
  if (bytes.subarray(0, 1_024).includes("%PDF-")) return "application/pdf";
  const found = SIGNATURES.find(([at, hex]) => bytes.subarray(at, at + hex.length / 2).toString("hex") === hex);
  // Two letters also begin many a text.
  if (!found || (found[1].length === 4 && textIn(bytes) !== null)) return null;
  return found[2];
}

function riffType(form: string): string {
  return { WEBP: "image/webp", WAVE: "audio/wav", "AVI ": "video/x-msvideo" }[form] ?? UNKNOWN;
}

/** The text, where it is one: UTF-16 with a byte order mark, or UTF-8 without characters that text does not have. */
function textIn(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff") return new TextDecoder(mark === "fffe" ? "utf-16le" : "utf-16be").decode(bytes);
  // A character that the end of the head cuts in two is no fault.
  for (let cut = 0; cut < 4; cut++) {
    const text = utf8(bytes.subarray(0, bytes.byteLength - (bytes.byteLength === HEAD_BYTES ? cut : 0)));
    if (text !== null) return bytes.some(isBinary) ? null : text;
  }
  return null;
}

/** As the WHATWG standard has it: control characters other than tab, line ends, form feed and escape. */
function isBinary(byte: number): boolean {
  return byte < 0x09 || byte === 0x0b || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function textTypeOf(text: string): string {
  const start = text.trimStart();
  if (start.startsWith("#!")) return "text/x-shellscript";
  const active = PAGE.test(start) ? (activeIn(text) ?? "text/html") : activeIn(text);
  if (active) return active;
  if (/^<\?xml(?=\s)/i.test(start)) return "application/xml";
  if (/^From:? |^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version): /i.test(start)) return "message/rfc822";
  return /^[[{]/.test(start) && isJson(text) ? "application/json" : "text/plain";
}

function activeIn(text: string): string | null {
  const tag = ACTIVE.exec(text)?.[1]?.toLowerCase();
  if (tag === undefined) return null;
  return tag === "svg" || tag === "foreignobject" ? "image/svg+xml" : "text/html";
}

function isJson(text: string): boolean {
  if (text.length >= HEAD_BYTES - 4) return /^\s*(?:\{\s*"|\[\s*[[{"\d-])/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
