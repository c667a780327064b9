import { useLocale, useTranslations } from "next-intl";
import { When } from "@/components/ui/when";
import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import type { DutyNames } from "@/lib/bans/duties/queries";
import type { DutyContent } from "@/lib/bans/duties/schema";
import { inLanguage } from "@/lib/bans/rules";

/** Every duty of a ban: by when, who answers for it, what shows it, and what is particular to it. */
export function DutyList({ duties, names }: { duties: readonly DutyContent[]; names: DutyNames }) {
  return (
    <ul className="grid gap-3">
      {duties.map((duty) => (
        <li key={duty.kind} className="grid gap-1 border-t border-line pt-3 first:border-t-0 first:pt-0">
          <Duty duty={duty} names={names} />
        </li>
      ))}
    </ul>
  );
}

function Duty({ duty, names }: { duty: DutyContent; names: DutyNames }) {
  const t = useTranslations("duties");
  const { kind, deadlineLocal, deadlineZone, mode, responsible, ownerId, proof, teams } = duty;
  const owner = names.owners.find(({ id }) => id === ownerId);
  const instructions = inLanguage(duty.instructions, useLocale());
  return (
    <>
      <p className="font-medium">{t(`kind.${kind}`)}</p>
      <p>
        <When at={resolveDeadline(deadlineLocal, deadlineZone).at} kind="lastUse" zone={deadlineZone} />
        {mode === "LOCAL" && <span className="block text-ink-2">{t("wizard.modes.LOCAL")}</span>}
      </p>
      <p className="text-ink-2">
        {[owner ? `${owner.name} (${owner.team})` : t(`responsible.${responsible}`), t(`proof.${proof}`)].join(" · ")}
      </p>
      {instructions && <p className="max-w-[68ch] whitespace-pre-wrap">{instructions}</p>}
      {teams.length > 0 && (
        <ul aria-label={t("wizard.teams")} className="text-ink-2">
          {teams.map((team) => (
            <li key={team.teamId}>
              {names.teams.find(({ id }) => id === team.teamId)?.name ?? `#${team.teamId}`}:{" "}
              <When at={resolveDeadline(team.deadlineLocal, team.deadlineZone).at} kind="lastUse" zone={team.deadlineZone} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
