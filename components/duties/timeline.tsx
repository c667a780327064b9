import { useTranslations } from "next-intl";
import { Glyph } from "@/components/ui/glyph";
import { When } from "@/components/ui/when";
import type { DutyTeamName } from "@/lib/bans/duties/queries";
import type { Milestone } from "@/lib/bans/stages/rules";

const TONE = { past: "done", next: "due", ahead: "review" } as const;

/** What happens when: announced, no new installations, the cutoff, other dates, blocked. */
export function Timeline({ milestones, teams, now }: { milestones: readonly Milestone[]; teams: readonly DutyTeamName[]; now: Date }) {
  const t = useTranslations("duties");
  if (milestones.length === 0) return <p className="text-ink-2">{t("timeline.none")}</p>;
  const teamOf = (ids: readonly number[]) => ids.map((id) => teams.find((team) => team.id === id)?.name ?? `#${id}`).join(" · ");
  return (
    <ol className="grid gap-3" aria-label={t("timeline.title")}>
      {milestones.map((one) => (
        <li key={`${one.kind} ${one.at.getTime()} ${one.teamIds.join()}`} className="flex gap-3">
          <span className={`mt-0.5 flex tone-mark ${one.place === "past" ? "tone-ok" : `tone-${TONE[one.place]}`}`}>
            <Glyph tone={TONE[one.place]} />
          </span>
          <div className="min-w-0">
            <p>
              <span className="font-medium">{t(`timeline.kind.${one.kind}`, { team: teamOf(one.teamIds) })}</span>{" "}
              <span className="text-ink-2">{t(`timeline.place.${one.place}`)}</span>
            </p>
            <p>
              <Moment milestone={one} now={now} />
            </p>
            {one.duties.length > 0 && <p className="text-ink-2">{one.duties.map((kind) => t(`kind.${kind}`)).join(" · ")}</p>}
            {one.until && (
              <p className="text-ink-2">
                {t("timeline.local")} <When at={one.until} kind="dateTime" zone="UTC" /> UTC
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A day of the calendar where that is all there is; what binds somebody as the first forbidden minute. */
function Moment({ milestone: { kind, at, zone, place }, now }: { milestone: Milestone; now: Date }) {
  if (kind === "REVIEW") return <When at={at} kind="date" zone={zone} />;
  const isNext = place === "next";
  return <When at={at} kind="deadline" zone={zone} {...(isNext && { now })} />;
}
