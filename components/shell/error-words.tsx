"use client";
import { useSyncExternalStore } from "react";
import { buttonClass } from "@/components/ui/button";
import en from "@/messages/en/error.json";
import zhCN from "@/messages/zh-CN/error.json";

const never = () => () => {};

/** What a broken page says. Its words travel with the code, because whatever broke may be what reads messages. */
export function ErrorWords({ error, retry }: { error: unknown; retry: () => void }) {
  const language = useSyncExternalStore(
    never,
    () => document.documentElement.lang,
    () => "en",
  );
  const words = language.startsWith("zh") ? zhCN : en;
  const id = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div role="alert" className="max-w-reading">
      <h1>{words.title}</h1>
      <p className="mt-2">{words.text}</p>
      {id && (
        <p className="mt-2 text-ink-2">
          {words.id} <code className="select-all">{id}</code>
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <button type="button" className={buttonClass({ variant: "primary" })} onClick={retry}>
          {words.retry}
        </button>
        {/* A full load, because the router's state may be what broke. */}
        <a href="/" className={buttonClass({})}>
          {words.home}
        </a>
      </div>
    </div>
  );
}
