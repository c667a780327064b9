import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Address, hrefWith } from "@/components/ui/address";
import type { RadiusFilters } from "@/lib/bans/blast-radius/rows/schema";

type Props = { address: Address; names: { tool: string | null; team: string | null }; filters: RadiusFilters };

/** What narrows the rows, each with a way out. */
export function RadiusFiltersShown({ address, names, filters: { mode, exact } }: Props) {
  const t = useTranslations("blast.rows");
  const ui = useTranslations("ui.filter");
  const modeWords = useTranslations("registry.mode");
  const active = [
    names.tool && { name: "tool", label: t("ofTool", { name: names.tool }) },
    names.team && { name: "team", label: t(exact ? "ofTeamAlone" : "ofTeam", { name: names.team }) },
    mode && { name: "mode", label: t("ofMode", { mode: modeWords(mode) }) },
  ].filter((one) => one !== null && one !== "" && one !== undefined);
  if (active.length === 0) return null;
  return (
    <ul aria-label={ui("active")} className="mb-3 flex flex-wrap items-center gap-2">
      {active.map(({ name, label }) => (
        <li key={name}>
          <Link href={hrefWith(address, { [name]: null, ...(name === "team" && { exact: null }) })} className="chip">
            {label}
            <span aria-hidden="true">×</span>
            <span className="sr-only">{ui("remove")}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
