import type { ReactNode } from "react";

export type Fact = { id?: string; label: ReactNode; value: ReactNode };

/** Named facts, side by side where there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-6 gap-y-3">
      {facts.map(({ id, label, value }) => (
        <div key={id ?? String(label)} className="min-w-0">
          <dt className="text-caption text-ink-2">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
