import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { VerdictTag } from "@/components/ui/verdict-tag";
import type { Verdict } from "@/lib/registry/rules";

export type MyTool = { slug: string; name: string; verdict: Verdict };

/** Tools seen on one's own devices, each with the verdict for oneself. */
export function MyTools({ tools }: { tools: readonly MyTool[] }) {
  const t = useTranslations("home");
  return (
    <Panel title={t("tools")}>
      {tools.length === 0 && <p className="text-ink-2">{t("noTools")}</p>}
      <ul className="grid gap-2">
        {tools.map(({ slug, name, verdict }) => (
          <li key={slug} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <Link className="link" href={`/tools/${slug}`}>
              {name}
            </Link>
            <VerdictTag verdict={verdict.kind} {...(verdict.ban && { from: verdict.ban.cutoffAt, zone: verdict.ban.zone })} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
