import type { AccessMode } from "@/prisma/generated/enums";

/** The sign of a mode, 12 × 12 around a point: told apart by shape, never by colour alone. Its words always stand beside it. */
export function ModeSign({ mode, x, y }: { mode: AccessMode; x: number; y: number }) {
  return (
    <g className={`mode-sign mode-${mode}`} transform={`translate(${x} ${y})`}>
      {mode === "DEFAULT" && <circle r="5" className="full" />}
      {mode === "SELECTABLE" && <circle r="4.2" className="open" />}
      {mode === "AUTO_ROUTED" && (
        <>
          <circle r="4.2" className="open" />
          <path d="M0-4.2a4.2 4.2 0 0 1 0 8.4Z" className="full" />
        </>
      )}
      {mode === "DISABLED_BY_POLICY" && (
        <>
          <circle r="4.2" className="open" />
          <path d="M-3-3 3 3" className="open" />
        </>
      )}
      {mode === "UNKNOWN" && <circle r="4.2" className="open dashed" />}
    </g>
  );
}

/** The same in a line of text. */
export function ModeMark({ mode, children }: { mode: AccessMode; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <svg className="graph-mark" viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true">
        <ModeSign mode={mode} x={0} y={0} />
      </svg>
      {children}
    </span>
  );
}
