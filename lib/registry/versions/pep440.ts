import { parse } from "@renovatebot/pep440";
import { numberKey, textKey } from "./keys.ts";

const PRE = new Map([
  ["a", "1"],
  ["b", "2"],
  ["rc", "3"],
]);

/** PEP 440: epoch, release without its last zeros, then developments < pre-releases < the release < post-releases, local versions last. */
export function pep440Key(version: string): string | null {
  const text = version.trim();
  const parsed = parse(text);
  if (!parsed) return null;
  const { epoch, pre, post, dev } = parsed;
  const last = parsed.release.findLastIndex((part) => part !== 0);
  const release = parsed.release.slice(0, last + 1).map(numberKey);
  return [
    numberKey(epoch),
    ...release,
    " ",
    preKey(pre, isOnlyDevelopment(parsed)),
    postKey(post),
    devKey(dev),
    localKey(text.split("+")[1]),
  ].join("");
}

type Part = readonly (string | number)[] | null | undefined;

/** 1.0.dev1 comes before 1.0a1: a development of the release itself is older than its pre-releases. */
function isOnlyDevelopment({ pre, post, dev }: { pre: Part; post: Part; dev: Part }): boolean {
  return !pre && !post && Boolean(dev);
}

function preKey(pre: Part, isOldest: boolean): string {
  if (!pre) return isOldest ? "0" : "4";
  return `${PRE.get(String(pre[0])) ?? "3"}${numberKey(pre[1] ?? 0)}`;
}

const postKey = (post: Part) => (post ? `1${numberKey(post[1] ?? 0)}` : "0");
const devKey = (dev: Part) => (dev ? `0${numberKey(dev[1] ?? 0)}` : "1");

function localKey(local: string | undefined): string {
  if (!local) return "";
  const parts = local.toLowerCase().split(/[-_.]/);
  return parts.map((part) => (/^\d+$/.test(part) ? `2${numberKey(part)}` : `1${textKey(part)}`)).join("");
}
