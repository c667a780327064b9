import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { TeamSensitivity } from "@/components/decisions/team-sensitivity";
import { TeamBan } from "@/components/teams/team-ban";
import { TeamsTable } from "@/components/teams/teams-table";
import { type Address, firstOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { now as clockNow } from "@/lib/clock";
import { burnDown } from "@/lib/compliance/burn-down/queries";
import { teamPage } from "@/lib/compliance/teams/queries";
import { getTeamAndBelow } from "@/lib/people/queries";
import { personParams } from "@/lib/people/schema";
import { sensitiveTeams } from "@/lib/registry/sensitivity/queries";

/** Once for the title and the page. */
const teamOf = cache(async (viewer: Viewer, asked: string) => {
  const parsed = personParams.safeParse({ id: asked });
  return parsed.success ? getTeamAndBelow(viewer, parsed.data.id) : null;
});

export async function generateMetadata({ params }: PageProps<"/teams/[id]">): Promise<Metadata> {
  const team = await teamOf(await requireViewer("/teams/{id}"), (await params).id);
  return { title: team?.name ?? "" };
}

async function banOf(viewer: Viewer, teamId: number, chosen: string | undefined, now: Date) {
  if (!can(viewer, "bans:read")) return null;
  const page = await teamPage(viewer, teamId, chosen && /^\d+$/.test(chosen) ? Number(chosen) : null, now);
  if (!page) return null;
  return { page, line: await burnDown(viewer, page.ban.id, teamId, now) };
}

/** Will this team be done in time, and who is stuck? */
export default async function TeamPage({ params, searchParams }: PageProps<"/teams/[id]">) {
  const now = clockNow();
  const [viewer, asked, search, t] = await Promise.all([requireViewer("/teams/{id}"), params, searchParams, getTranslations("teams")]);
  const team = (await teamOf(viewer, asked.id)) ?? notFound();
  const readsRegistry = can(viewer, "registry:read");
  const [found, [mark = null]] = await Promise.all([
    banOf(viewer, team.id, firstOf(search.ban), now),
    readsRegistry ? sensitiveTeams(viewer, team.id) : [],
  ]);
  const address: Address = { path: `/teams/${team.id}`, search };
  const crumbs = [{ href: "/teams", label: t("title") }, ...team.ancestors.map(({ id, name }) => ({ href: `/teams/${id}`, label: name }))];
  return (
    <>
      <PageHead title={team.name} crumbs={crumbs} meta={team.manager && `${t("columns.manager")}: ${team.manager}`} />
      <div className="grid gap-5">
        {found ? (
          <TeamBan page={found.page} line={found.line} address={address} now={now} />
        ) : (
          <div className="card p-0">
            <EmptyState title={t("noBan")} />
          </div>
        )}
        {team.teams.length > 0 && (
          <Panel title={t("subteams")} isFlush>
            <TeamsTable teams={team.teams} address={address} isFiltered={false} />
          </Panel>
        )}
        {readsRegistry && <TeamSensitivity team={team} mark={mark} canMark={can(viewer, "registry:write")} />}
      </div>
    </>
  );
}
