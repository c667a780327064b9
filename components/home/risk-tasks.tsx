import Link from "next/link";
import { useTranslations } from "next-intl";
import type { RiskTasks as Tasks } from "@/lib/risk/reviews/queries";

/** One line for whoever keeps risk: what has to be looked at again, and which changes of class wait. */
export function RiskTasks({ overdue, due, proposals }: Tasks) {
  const t = useTranslations("reviews.home");
  if (overdue + due + proposals === 0) return null;
  return (
    <p className="card flex flex-wrap gap-x-4 gap-y-1">
      <Link className="link" href="/reviews">
        {t("reviews", { overdue, due })}
      </Link>
      <Link className="link" href="/risk?proposal=true">
        {t("proposals", { n: proposals })}
      </Link>
    </p>
  );
}
