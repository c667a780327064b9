/** How far something has come: the step in words, a bar and the figures. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap justify-between gap-x-4 text-ink-2">
        <span role="status">{label}</span>
        {total > 1 && (
          <span className="tabular-nums">
            {done.toLocaleString("en")} / {total.toLocaleString("en")}
          </span>
        )}
      </div>
      <div
        className="meter"
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <svg viewBox="0 0 100 1" width="100%" height="8" preserveAspectRatio="none" aria-hidden="true">
          <rect width={share * 100} height="1" fill="var(--accent)" />
        </svg>
      </div>
    </div>
  );
}
