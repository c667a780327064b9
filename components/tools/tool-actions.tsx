import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass, LinkButton } from "@/components/ui/button";
import type { ToolStatus } from "@/prisma/generated/enums";

/** What an officer does to a tool, beside its title. */
export function ToolActions({ tool: { slug, status } }: { tool: { slug: string; status: ToolStatus } }) {
  const t = useTranslations("tools");
  const page = `/tools/${slug}`;
  const others = [
    { href: `${page}/edit#ending`, label: t(status === "ACTIVE" ? "retireLink" : "reinstateLink") },
    { href: `${page}/merge`, label: t("mergeLink") },
    { href: `/audit?subject=tool&subjectId=${slug}`, label: t("record") },
  ];
  return (
    <>
      <LinkButton href={`${page}/edit`}>{t("edit")}</LinkButton>
      <LinkButton href={`${page}/identifiers`}>{t("identifiers")}</LinkButton>
      <details className="menu" name="tool-menu">
        <summary className={buttonClass({})}>{t("more")}</summary>
        <ul className="menu-panel">
          {others.map(({ href, label }) => (
            <li key={href}>
              <Link href={href} className="menu-item">
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
