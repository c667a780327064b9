"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { currentPlace } from "@/components/shell/current-place";

export type PlaceLink = { href: string; words: string; icon: ReactNode };

/** The places of the product; the one the reader is in is marked. */
export function PlaceLinks({ places }: { places: readonly PlaceLink[] }) {
  const current = currentPlace(usePathname(), places);
  return (
    <ul className="grid gap-0.5">
      {places.map(({ href, words, icon }) => (
        <li key={href}>
          <Link href={href} prefetch={false} className="nav-link" title={words} aria-current={href === current ? "page" : undefined}>
            {icon}
            <span className="nav-word">{words}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same places behind one button, where there is no room for a rail. It closes when the page changes. */
export function PlaceMenu({ places, label, icon }: { places: readonly PlaceLink[]; label: string; icon: ReactNode }) {
  return (
    <details key={usePathname()} className="menu small-menu">
      <summary className="switch" aria-label={label}>
        {icon}
      </summary>
      <nav aria-label={label} className="menu-panel menu-start">
        <PlaceLinks places={places} />
      </nav>
    </details>
  );
}
