import type { ReactNode } from "react";

/** A part of a page on its own ground, under an `<h2>`. `aside` stands at the right of the heading. */
export function Panel({
  title,
  aside,
  children,
  id,
  isFlush = false,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
  /** No ground and no border: for a table, which has its own. */
  isFlush?: boolean;
}) {
  return (
    <section id={id} className={isFlush ? "min-w-0" : "card min-w-0"}>
      {(title || aside) && (
        <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          {title && <h2>{title}</h2>}
          {aside && <div className="text-ink-2">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
