import Link from "next/link";

export type SwitchLink = { href: string; label: string; isCurrent: boolean };

/** Which part of the same page is shown: quieter than tabs, for a choice below them. */
export function SwitchLinks({ label, links }: { label: string; links: readonly SwitchLink[] }) {
  return (
    <nav aria-label={label} className="mb-3 flex flex-wrap items-center gap-2">
      {links.map(({ href, label: text, isCurrent }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          className={isCurrent ? "chip font-semibold" : "chip"}
          aria-current={isCurrent ? "page" : undefined}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
