import { z } from "zod";
import { isZone } from "@/i18n/config";

/** Every `error` here is a message key of the namespace `bans`: the door and the review page translate it. */
export const key = (name: string) => ({ error: `bans.field.${name}` });

/** Words in the languages that the ban speaks. One is enough; readers of the other see it too. */
export function words(name: string, max: number) {
  const text = z
    .string()
    .trim()
    .max(max, key(`${name}.long`));
  return z.strictObject({ en: text.optional(), "zh-CN": text.optional() }, key(`${name}.missing`));
}

export const isSpoken = (text: { en?: string | undefined; "zh-CN"?: string | undefined }) => Boolean(text.en || text["zh-CN"]);

export const id = z.int().positive();
export const ids = z.array(id).max(500);

export const localMinute = z.string(key("deadline.missing")).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, key("deadline.missing"));
export const localDay = (name: string) => z.iso.date(key(name));

export const filled = (name: string, max: number) => z.string(key(name)).trim().min(1, key(name)).max(max, key(name));

export const zone = z.string(key("zone.unknown")).refine(isZone, key("zone.unknown"));
