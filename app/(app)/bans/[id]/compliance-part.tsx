import { BanBurnDown } from "@/components/bans/ban-burn-down";
import { BanFigures } from "@/components/bans/ban-figures";
import { BanTeams } from "@/components/bans/ban-teams";
import { DutySwitch } from "@/components/bans/duty-switch";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import type { Viewer } from "@/lib/auth/viewer";
import type { BanDetail } from "@/lib/bans/queries";
import { burnDown } from "@/lib/compliance/burn-down/queries";
import { banHeadline } from "@/lib/compliance/queries";
import { type BanTeamsQuery, banTeamsSchema } from "@/lib/compliance/schema";
import { banTeams } from "@/lib/compliance/teams/queries";
import { DutyKind } from "@/prisma/generated/enums";

type Props = { viewer: Viewer; ban: BanDetail; address: Address; now: Date };

/** What the address says of the table: `sort=-left` is the largest first. */
function teamsQuery({ search }: Address, topTeamId: number | null): BanTeamsQuery {
  const sort = firstOf(search.sort) ?? "-left";
  const read = {
    parent: search.parent,
    duty: search.duty,
    q: firstOf(search.team) || undefined,
    page: search.page,
    sort: sort.replace(/^-/, ""),
    dir: sort.startsWith("-") ? "desc" : "asc",
  };
  const query = banTeamsSchema.safeParse(read).data ?? banTeamsSchema.parse({});
  // A table of the one team that holds all others says nothing: it starts a level below.
  return query.parent || query.q || topTeamId === null ? query : { ...query, parent: topTeamId };
}

/** The live part of a ban's page. What was lifted stands as it stood then. */
export async function CompliancePart({ viewer, ban, address, now }: Props) {
  const asked = Object.values(DutyKind).find((kind) => kind === firstOf(address.search.duty));
  const query = teamsQuery(address, ban.topTeamId);
  const [facts, chart, teams] = await Promise.all([
    banHeadline(viewer, ban.id, null, now),
    burnDown(viewer, ban.id, null, now, asked),
    banTeams(viewer, ban.id, query, now),
  ]);
  const duty = facts?.duties.find(({ kind }) => kind === asked) ?? facts?.duties[0];
  if (!facts || !duty) return null;
  const asOf = ban.endedAt ?? facts.asOf;
  return (
    <div className="grid gap-5">
      <div>
        <DutySwitch kinds={facts.duties.map(({ kind }) => kind)} current={duty.kind} hrefOf={(kind) => hrefWith(address, { duty: kind })} />
        <BanFigures code={ban.code} duty={{ ...duty, isPast: asOf >= duty.deadlineAt }} asOf={asOf} />
      </div>
      {chart && <BanBurnDown facts={chart} isEnded={ban.endedAt !== null} />}
      {teams && (
        <BanTeams
          code={ban.code}
          teams={teams}
          address={address}
          sort={`${query.dir === "desc" ? "-" : ""}${query.sort}`}
          q={query.q ?? ""}
          topTeamId={ban.topTeamId}
        />
      )}
    </div>
  );
}
