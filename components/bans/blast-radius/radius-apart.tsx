import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { rowsHref } from "@/components/bans/blast-radius/rows-href";
import { Panel } from "@/components/ui/panel";
import { dateWords } from "@/i18n/date-words";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";

type Item = {
  list: "silent" | "unmanaged" | "without-device" | "ownerless" | "ci" | "kiosks" | "on-leave" | "exceptions";
  sentence: string;
};

/** What the counts leave out, and what nobody will do by themselves. */
export function RadiusApart({ radius, code }: { radius: BlastRadius; code: string }) {
  const t = useTranslations("blast");
  const locale = useLocale();
  const teamsOf = ({ teams, devices }: BlastRadius["ci"]) => {
    const named = teams.slice(0, 5);
    const rest = devices - named.reduce((sum, team) => sum + team.devices, 0);
    const words = named.map(({ name, devices: n }) => t("team", { name, n }));
    return new Intl.ListFormat(locale, { type: "conjunction" }).format(rest > 0 ? [...words, t("otherTeams", { n: rest })] : words);
  };
  const { silent, unmanaged, population, ownerless, ci, kiosks, onLeave, cutoffDay, exceptions } = radius;
  const day = cutoffDay ? dateWords(new Date(`${cutoffDay}T00:00:00Z`), "full", "UTC", locale) : "";
  const items: (Item | false)[] = [
    silent.devices > 0 && { list: "silent", sentence: t("item.silent", { n: silent.devices, found: silent.withTool }) },
    unmanaged > 0 && { list: "unmanaged", sentence: t("item.unmanaged", { n: unmanaged }) },
    population.withoutDevice > 0 && { list: "without-device", sentence: t("item.without-device", { n: population.withoutDevice }) },
    ci.devices > 0 && { list: "ci", sentence: t("item.ci", { n: ci.devices, teams: teamsOf(ci) }) },
    kiosks.devices > 0 && { list: "kiosks", sentence: t("item.kiosks", { n: kiosks.devices, teams: teamsOf(kiosks) }) },
    ownerless.devices > 0 && { list: "ownerless", sentence: t("item.ownerless", { n: ownerless.devices, teams: teamsOf(ownerless) }) },
    onLeave.people > 0 && { list: "on-leave", sentence: t("item.on-leave", { n: onLeave.people, found: onLeave.found, day }) },
    exceptions > 0 && { list: "exceptions", sentence: t("item.exceptions", { n: exceptions }) },
  ];
  const shown = items.filter((item) => item !== false);
  if (shown.length === 0) return null;
  return (
    <Panel title={t("apart")}>
      <ul className="grid list-disc gap-1 pl-5">
        {shown.map(({ list, sentence }) => (
          <li key={list} className="max-w-[90ch]">
            {sentence}{" "}
            <Link href={rowsHref(code, list)} className="link" aria-label={t("seeName", { list: t(`list.${list}`) })}>
              {t("see")}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
