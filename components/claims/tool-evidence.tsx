import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";

/** On a tool's page, for everybody: the way to what is said about it. */
export function ToolEvidence({ tool: { slug, name }, claims }: { tool: { slug: string; name: string }; claims: number }) {
  const t = useTranslations("claims.known");
  if (claims === 0) return null;
  return (
    <Panel title={t("linkTitle")}>
      <p className="max-w-[68ch]">
        {t("linkText", { n: claims })}{" "}
        <Link className="link" href={`/tools/${slug}/evidence`} prefetch={false}>
          {t("link", { tool: name })}
        </Link>
      </p>
    </Panel>
  );
}
