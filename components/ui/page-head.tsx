import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export type Crumb = { href: string; label: string };

/** The one `<h1>` of a page, with where it belongs, its status, what can be done here and since when the figures hold. */
export function PageHead({
  title,
  crumbs = [],
  status,
  meta,
  actions,
}: {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  /** A tag beside the title. */
  status?: ReactNode;
  /** One line below the title: owner, dates, "Updated 15:00". */
  meta?: ReactNode;
  /** Buttons at the right; below the title on small screens. */
  actions?: ReactNode;
}) {
  return (
    <header className="mb-5">
      {crumbs.length > 0 && <Breadcrumb crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 md:flex-nowrap">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0">{title}</h1>
            {status}
          </div>
          {meta && <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">{meta}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-start gap-2 md:shrink-0 md:justify-end">{actions}</div>}
      </div>
    </header>
  );
}

/** The way up. The page itself is not in it: its title stands right below. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("ui");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-1 text-table">
      <ol className="flex flex-wrap gap-x-1.5">
        {crumbs.map(({ href, label }, index) => (
          <li key={href} className="flex gap-x-1.5">
            {index > 0 && (
              <span aria-hidden="true" className="text-ink-3">
                /
              </span>
            )}
            <Link href={href} className="crumb">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
