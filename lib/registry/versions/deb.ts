import { numberKey } from "./keys.ts";

const VERSION = /^(?:(\d{1,9}):)?(.+?)(?:-([^-]*))?$/;

/** deb-version(7): epoch, upstream version, Debian revision. A tilde sorts before the end, letters before other signs. */
export function debKey(version: string): string | null {
  const [, epoch, upstream, revision = ""] = VERSION.exec(version.trim()) ?? [];
  if (upstream === undefined || !/^[a-z0-9+.~]*$/i.test(revision)) return null;
  if (!(epoch === undefined ? /^\d[a-z0-9+.~-]*$/i : /^\d[a-z0-9+.~:-]*$/i).test(upstream)) return null;
  return `${numberKey(epoch ?? "0")}${partKey(upstream)}${partKey(revision)}`;
}

/** Signs, number, signs, number …; a part without its last number has a zero there, and an empty one is a zero. */
function partKey(part: string): string {
  const pairs = [...part.matchAll(/(\D*)(\d*)/g)].filter(([pair], index) => pair !== "" || index === 0);
  return `${pairs.map(([, signs = "", digits = ""]) => `${signsKey(signs)}${numberKey(digits)}`).join("")}${END}`;
}

const END = '"';

function signsKey(signs: string): string {
  return `${signs.replace(/[^a-z]/gi, (sign) => (sign === "~" ? "!" : String.fromCharCode(sign.charCodeAt(0) + 0x80)))}${END}`;
}
