import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import { PendingMark } from "@/components/ui/pending-mark";

/** Which pages to name: the first, the last, and those around the current one. */
export function namedPages(page: number, pages: number): (number | "gap")[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((one, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || one - previous === 1) return [one];
    return one - previous === 2 ? [one - 1, one] : ["gap" as const, one];
  });
}

type PagerProps = {
  address: Address;
  page: number;
  pageSize: number;
  total: number;
  /** What it turns the pages of; needed where a page has two. */
  label?: string;
};

/** Pages by number, in `page=`: "Rows 1–50 of 1,284" and the way to the others. */
export function Pager({ address, page, pageSize, total, label }: PagerProps) {
  const t = useTranslations("ui.pager");
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const href = (to: number) => hrefWith(address, { page: to === 1 ? null : to });
  return (
    <nav aria-label={label ?? t("label")} className="pager">
      <p className="text-ink-2 tabular-nums">
        {total === 0 ? t("none") : t("rows", { from: (page - 1) * pageSize + 1, to: Math.min(page * pageSize, total), total })}
      </p>
      {pages > 1 && (
        <ul className="flex flex-wrap items-center gap-1">
          {page > 1 && <PageLink href={href(page - 1)} words={t("previous")} rel="prev" />}
          {namedPages(page, pages).map((one, index) =>
            one === "gap" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the two gaps have no other identity.
              <li key={`gap-${index}`} className="px-1 text-ink-3">
                …
              </li>
            ) : (
              <li key={one}>
                <Link
                  href={href(one)}
                  prefetch={false}
                  className="page-link"
                  aria-label={t("page", { n: one })}
                  aria-current={one === page ? "page" : undefined}
                >
                  {one}
                  <PendingMark />
                </Link>
              </li>
            ),
          )}
          {page < pages && <PageLink href={href(page + 1)} words={t("next")} rel="next" />}
        </ul>
      )}
    </nav>
  );
}

/** Pages by cursor, in `after=`, for lists that grow while they are read. Back to the start, or on. */
export function KeysetPager({ address, next, shown, label }: { address: Address; next: string | null; shown: number; label?: string }) {
  const t = useTranslations("ui.pager");
  const isFirst = address.search.after === undefined;
  if (shown === 0 && isFirst) return null;
  return (
    <nav aria-label={label ?? t("label")} className="pager">
      <p className="text-ink-2 tabular-nums">{shown === 0 ? t("none") : t("shown", { n: shown })}</p>
      <ul className="flex flex-wrap items-center gap-1">
        {!isFirst && <PageLink href={hrefWith(address, { after: null })} words={t("first")} />}
        {next && <PageLink href={hrefWith(address, { after: next })} words={t("next")} rel="next" />}
      </ul>
    </nav>
  );
}

function PageLink({ href, words, rel }: { href: string; words: string; rel?: "prev" | "next" }) {
  return (
    <li>
      <Link href={href} prefetch={false} rel={rel} className="page-link">
        {words}
        <PendingMark />
      </Link>
    </li>
  );
}
