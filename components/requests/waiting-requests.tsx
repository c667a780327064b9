import Link from "next/link";
import { useTranslations } from "next-intl";

/** One line each: what I asked for, and, for those who read the registry, what others wait for. Nothing where nothing waits. */
export function WaitingRequests({ own, waiting }: { own: number; waiting: number | null }) {
  const t = useTranslations("requests");
  if (own === 0 && !waiting) return null;
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1">
      {own > 0 && (
        <Link className="link" href="/me/requests">
          {t("mine.open", { n: own })}
        </Link>
      )}
      {waiting ? (
        <Link className="link" href="/requests">
          {t("list.waiting", { n: waiting })}
        </Link>
      ) : null}
    </p>
  );
}
