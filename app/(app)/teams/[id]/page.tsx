import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TeamBan } from "@/components/teams/team-ban";
import { TeamsTable } from "@/components/teams/teams-table";
import { type Address, firstOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { getBan } from "@/lib/bans/queries";
import { now as clockNow } from "@/lib/clock";
import { burnDown } from "@/lib/compliance/burn-down/queries";
import { teamPage } from "@/lib/compliance/teams/queries";
import { getTeam, listTeams } from "@/lib/people/queries";
import { personParams } from "@/lib/people/schema";

async function teamOf(viewer: Viewer, params: unknown) {
  const parsed = personParams.safeParse(params);
  return parsed.success ? getTeam(viewer, parsed.data.id) : null;
}

export async function generateMetadata({ params }: PageProps<"/teams/[id]">): Promise<Metadata> {
  const team = await teamOf(await requireViewer("/teams/{id}"), await params);
  return { title: team?.name ?? "" };
}

async function banOf(viewer: Viewer, teamId: number, chosen: string | undefined, now: Date) {
  if (!can(viewer, "bans:read")) return null;
  const page = await teamPage(viewer, teamId, chosen && /^\d+$/.test(chosen) ? Number(chosen) : null, now);
  if (!page) return null;
  const [line, ban] = await Promise.all([burnDown(viewer, page.ban.id, teamId, now), getBan(viewer, page.ban.id)]);
  return { page, line, ban };
}

/** Will this team be done in time, and who is stuck? */
export default async function TeamPage({ params, searchParams }: PageProps<"/teams/[id]">) {
  const now = clockNow();
  const [viewer, asked, search, t] = await Promise.all([requireViewer("/teams/{id}"), params, searchParams, getTranslations("teams")]);
  const team = (await teamOf(viewer, asked)) ?? notFound();
  const [found, below] = await Promise.all([
    banOf(viewer, team.id, firstOf(search.ban), now),
    listTeams(viewer, { parent: team.id, limit: 200 }),
  ]);
  const address: Address = { path: `/teams/${team.id}`, search };
  const crumbs = [{ href: "/teams", label: t("title") }, ...team.ancestors.map(({ id, name }) => ({ href: `/teams/${id}`, label: name }))];
  return (
    <>
      <PageHead title={team.name} crumbs={crumbs} meta={team.manager && `${t("columns.manager")}: ${team.manager}`} />
      <div className="grid gap-5">
        {found ? (
          <TeamBan page={found.page} line={found.line} replacement={found.ban?.replacement ?? null} address={address} now={now} />
        ) : (
          <div className="card p-0">
            <EmptyState title={t("noBan")} />
          </div>
        )}
        {below.items.length > 0 && (
          <Panel title={t("subteams")} isFlush>
            <TeamsTable teams={below.items} address={address} isFiltered={false} />
          </Panel>
        )}
      </div>
    </>
  );
}
