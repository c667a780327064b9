import type { ReactNode } from "react";

/** Why nothing is here and the way on. */
export function EmptyState({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-2 py-2">
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-[68ch] text-ink-2">{children}</div>}
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
