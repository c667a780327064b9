import type { ReactNode } from "react";
import { Glyph, type Tone } from "@/components/ui/glyph";

/** One banner: the thing that matters most, what it means and what to do. At most one per page. */
export function Notice({
  tone,
  title,
  children,
  actions,
  role,
}: {
  tone: Exclude<Tone, "overdue" | "done">;
  title?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
  role?: "status" | "alert";
}) {
  return (
    <div className={`notice tone-${tone}`} role={role}>
      <Glyph tone={tone} />
      <div className="min-w-0 grow">
        {title && <p className="font-semibold">{title}</p>}
        <div className="max-w-[80ch]">{children}</div>
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
