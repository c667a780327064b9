import type { PlaceKey } from "@/components/shell/navigation";

const paths: Record<PlaceKey, string> = {
  home: "M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5",
  tools: "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5H9z",
  registry: "M2.5 3.5h11M2.5 8h11M2.5 12.5h11M5.5 3.5v9",
  risk: "M8 2.2 14.2 13H1.8zM8 6.2v3.4M8 11.3v.3",
  bans: "M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3zM5 8h6",
  teams: "M8 2.5v3M3.5 10.5v-2h9v2M8 5.5v5M2.2 10.5h2.6v3H2.2zM6.7 10.5h2.6v3H6.7zM11.2 10.5h2.6v3h-2.6z",
  imports: "M8 2.5v7M5 6.8 8 9.8l3-3M2.5 10.5v3h11v-3",
  people:
    "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4M10.5 3a2.3 2.3 0 0 1 0 4.4M12 9.8c1.5.5 2.3 1.8 2.5 3.7",
  audit: "M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2.5",
  tokens: "M6 12.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM8.5 6.5l5-4M11.5 4l1.5 2",
};

export function PlaceIcon({ place }: { place: PlaceKey }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[place]} />
    </svg>
  );
}

export function BrandMark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M10 1 19 10 10 19 1 10Z" fill="none" stroke="var(--accent)" strokeWidth="1.8" strokeLinejoin="round" />
      <path d="M6 10h8" stroke="var(--text)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}

export function MenuIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 4h12M2 8h12M2 12h12" />
    </svg>
  );
}

export function SearchIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14" />
    </svg>
  );
}

export function ThemeIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
    </svg>
  );
}

export function PersonIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="5.5" r="3" />
      <path d="M2.5 14c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5" />
    </svg>
  );
}

export function FoldIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2.5 3h11v10h-11zM6 3v10M11.5 6.5 9.5 8l2 1.5" />
    </svg>
  );
}
