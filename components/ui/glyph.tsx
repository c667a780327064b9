/** The seven marks of a status and the tick of a finished one. Shape, word and colour always appear together. */
export type Tone = "ok" | "limits" | "review" | "due" | "banned" | "overdue" | "exempt" | "done";

/** Draws the mark from the sheet that the shell puts on every page; `GlyphSheet` keeps table rows small. */
export function Glyph({ tone }: { tone: Tone }) {
  return (
    <svg className="glyph" aria-hidden="true">
      <use href={`#glyph-${tone}`} />
    </svg>
  );
}

/** Once per page. `--cut` is the colour behind the mark, where a bar or tick is cut out of it. */
export function GlyphSheet() {
  const cut = { fill: "none", stroke: "var(--cut)" } as const;
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <symbol id="glyph-ok" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="7" />
        <path d="m4.8 8.2 2.2 2.2 4.3-4.6" {...cut} strokeWidth="1.8" />
      </symbol>
      <symbol id="glyph-limits" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" />
      </symbol>
      <symbol id="glyph-review" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="2.6 2.1" />
      </symbol>
      <symbol id="glyph-due" viewBox="0 0 16 16">
        <path d="M8 1.2 15 14H1Z" strokeLinejoin="round" />
        <path d="M8 6v3.6M8 11.2v1.4" {...cut} strokeWidth="1.6" />
      </symbol>
      <symbol id="glyph-banned" viewBox="0 0 16 16">
        <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" />
        <path d="M4.8 8h6.4" {...cut} strokeWidth="2" />
      </symbol>
      <symbol id="glyph-overdue" viewBox="0 0 16 16">
        <path d="M8 .6 15.4 8 8 15.4 .6 8Z" />
        <path d="M8 4.4v4.4M8 10.4v1.5" {...cut} strokeWidth="1.7" />
      </symbol>
      <symbol id="glyph-exempt" viewBox="0 0 16 16">
        <path d="M8 1 14 3.4v4C14 11 11.4 13.9 8 15 4.6 13.9 2 11 2 7.4v-4Z" />
        <path d="M8 5v3.2l2 1.2" {...cut} strokeWidth="1.5" />
      </symbol>
      <symbol id="glyph-done" viewBox="0 0 16 16">
        <path d="m3 8.4 3.3 3.3L13 4.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
    </svg>
  );
}
