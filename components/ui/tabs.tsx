import Link from "next/link";
import { useFormatter } from "next-intl";

export type Tab = { href: string; label: string; isCurrent: boolean; count?: number };

/** Parts of one thing, each at its own address. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const format = useFormatter();
  return (
    <nav aria-label={label} className="tabs mb-5">
      {tabs.map(({ href, label: words, isCurrent, count }) => (
        <Link key={href} href={href} className="tab" aria-current={isCurrent ? "page" : undefined}>
          {words}
          {count !== undefined && <span className="ml-1.5 font-normal text-ink-3 tabular-nums">{format.number(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
