"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";

const SAID = "interdict:said";

/** Says a sentence above the page, wherever the form was that led to it. */
export function announce(sentence: string): void {
  window.dispatchEvent(new CustomEvent(SAID, { detail: sentence }));
}

/** Where `announce` is heard. The sentence stays while the reader stays on the page it led to, and for ten seconds at least. */
export function Announcement() {
  const path = usePathname();
  const [said, setSaid] = useState<{ sentence: string; at: number } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const currentPath = useRef(path);
  useEffect(() => {
    if (currentPath.current === path) return;
    currentPath.current = path;
    setSaid((before) => (before && Date.now() - before.at < 10_000 ? before : null));
  }, [path]);
  useEffect(() => {
    const hear = (event: Event) => {
      if (event instanceof CustomEvent) setSaid({ sentence: String(event.detail), at: Date.now() });
    };
    window.addEventListener(SAID, hear);
    return () => window.removeEventListener(SAID, hear);
  }, []);
  useEffect(() => {
    if (said) box.current?.scrollIntoView({ block: "nearest" });
  }, [said]);
  return (
    <div ref={box} role="status">
      {said && (
        <div className="notice tone-ok mb-4">
          <svg className="glyph" aria-hidden="true">
            <use href="#glyph-ok" />
          </svg>
          <p>{said.sentence}</p>
        </div>
      )}
    </div>
  );
}
