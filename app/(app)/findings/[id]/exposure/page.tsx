import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { foundFinding } from "@/app/(app)/findings/[id]/found-finding";
import { ExposureFilters } from "@/components/findings/exposure-filters";
import { ExposureTable } from "@/components/findings/exposure-table";
import { ExposureTeams } from "@/components/findings/exposure-teams";
import { RiskTabs } from "@/components/risk/risk-tabs";
import { type Address, hrefWith } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { countExposure, exposureSummary, listExposure } from "@/lib/risk/exposure/queries";
import { exposureTableSchema } from "@/lib/risk/exposure/schema";
import { exposureByTeam, teamNamed } from "@/lib/risk/exposure/teams/queries";

type Props = PageProps<"/findings/[id]/exposure">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/findings/{id}/exposure"), params, getTranslations("findings")]);
  return { title: t("exposure.pageTitle", { code: (await foundFinding(viewer, id)).code }) };
}

/** Who ran an affected version: by device, or by team with counts that open the devices. */
export default async function ExposurePage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([
    requireViewer("/findings/{id}/exposure"),
    params,
    searchParams,
    getTranslations("findings"),
  ]);
  const finding = await foundFinding(viewer, id);
  const { by, parent, cursor: _cursor, ...list } = exposureTableSchema.parse(search);
  const cursor = typeof search.after === "string" ? search.after : undefined;
  const { limit: _limit, ...filters } = list;
  const address: Address = { path: `/findings/${finding.id}/exposure`, search };
  const [summary, counts, team, devices, teams] = await Promise.all([
    exposureSummary(viewer, finding),
    by === "device" ? countExposure(viewer, finding, filters) : null,
    filters.team ? teamNamed(viewer, filters.team) : null,
    by === "device" ? listExposure(viewer, finding, { ...list, cursor }) : null,
    by === "team" ? exposureByTeam(viewer, finding, { group: filters.group, parent }) : null,
  ]);
  const to = (changes: Record<string, string | null>) =>
    hrefWith({ path: address.path, search: {} }, { group: filters.group, by, ...changes });
  const csvHref = hrefWith({ path: `/api/v1/findings/${finding.id}/exposure`, search: {} }, { ...filters, format: "csv" });
  const crumbs = [
    { href: "/findings", label: t("title") },
    { href: `/findings/${finding.id}`, label: finding.code },
  ];
  return (
    <>
      <PageHead
        title={t("exposure.pageTitle", { code: finding.code })}
        crumbs={crumbs}
        meta={finding.title}
        actions={<LinkButton href={csvHref}>{t("export")}</LinkButton>}
      />
      <RiskTabs current="findings" />
      <p className="mb-4 max-w-[80ch]">{t(`exposure.means.${filters.group}`)}</p>
      <Tabs
        label={t("exposure.groups.label")}
        tabs={(["affected", "unknown"] as const).map((group) => ({
          href: to({ group }),
          label: t(`exposure.groups.${group}`),
          isCurrent: group === filters.group,
          count: summary[group].devices,
        }))}
      />
      <Tabs
        label={t("exposure.by.label")}
        tabs={(["device", "team"] as const).map((one) => ({
          href: to({ by: one }),
          label: t(`exposure.by.${one}`),
          isCurrent: one === by,
        }))}
      />
      {devices && counts && (
        <>
          <ExposureFilters address={address} filters={filters} team={team} />
          <ExposureTable
            devices={devices.items}
            address={address}
            summary={t("exposure.count", { devices: counts.devices, people: counts.people, teams: counts.teams })}
            linksDevices={can(viewer, "devices:read")}
          />
          <KeysetPager address={address} next={devices.next} shown={devices.items.length} />
        </>
      )}
      {teams && <ExposureTeams teams={teams} address={address} />}
    </>
  );
}
