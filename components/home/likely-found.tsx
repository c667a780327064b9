import Link from "next/link";
import { useTranslations } from "next-intl";

/** One line for whoever triages: something may be an AI tool that the registry does not know. */
export function LikelyFound({ found, countedTo }: { found: number; countedTo: number }) {
  const t = useTranslations("triage.home");
  return (
    <p className="card flex flex-wrap gap-x-4">
      <span>{found > countedTo ? t("likelyMore", { n: countedTo }) : t("likely", { n: found })}</span>
      <Link className="link" href="/triage?likely=yes">
        {t("open")}
      </Link>
    </p>
  );
}
