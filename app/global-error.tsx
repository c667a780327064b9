"use client";
import { ErrorWords } from "@/components/shell/error-words";
import "./globals.css";

/** When the frame itself breaks: it brings its own page and follows the system's theme. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const language = typeof document === "undefined" ? "en" : document.documentElement.lang || "en";
  return (
    <html lang={language}>
      <body>
        <main className="shell-main is-narrow">
          <ErrorWords error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
