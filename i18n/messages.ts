import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { AbstractIntlMessages } from "next-intl";
import type { Locale } from "@/i18n/config";

const root = path.join(/* turbopackIgnore: true */ process.cwd(), "messages");
const loaded = new Map<Locale, AbstractIntlMessages>();

/** Every `messages/<locale>/<namespace>.json`, under the name of its file. Read once; in development on each request, so that edits show. */
export function messagesOf(locale: Locale): AbstractIntlMessages {
  const known = loaded.get(locale);
  if (known && process.env.NODE_ENV === "production") return known;
  const folder = path.join(/* turbopackIgnore: true */ root, locale);
  const messages: AbstractIntlMessages = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    messages[path.basename(file, ".json")] = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  }
  loaded.set(locale, messages);
  return messages;
}
