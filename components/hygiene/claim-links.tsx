import Link from "next/link";
import { useTranslations } from "next-intl";

/** The claims that something rests on. */
export function ClaimLinks({ claims }: { claims: readonly { id: number; statement: string }[] }) {
  const t = useTranslations("hygiene.page");
  if (claims.length === 0) return null;
  return (
    <ul aria-label={t("claims")} className="grid gap-1">
      {claims.map(({ id, statement }) => (
        <li key={id}>
          <Link className="link" href={`/claims/${id}`}>
            {t("claim", { id: String(id) })}
          </Link>{" "}
          <span className="text-ink-2">{statement}</span>
        </li>
      ))}
    </ul>
  );
}
