import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ApplyForm } from "@/components/catalogue/apply-form";
import { ChangeFilters } from "@/components/catalogue/change-filters";
import { Problems } from "@/components/catalogue/problems";
import { UpdateEnding } from "@/components/catalogue/update-ending";
import { updateName } from "@/components/catalogue/update-name";
import { UpdateStatus } from "@/components/catalogue/update-status";
import { RegistryTabs } from "@/components/registry/registry-tabs";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { When } from "@/components/ui/when";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { sentenceOf } from "@/lib/http/sentences";
import { getUpdate, listChanges, listProblems } from "@/lib/registry/catalogue/updates/queries";
import { whyNotApply } from "@/lib/registry/catalogue/updates/rules";
import { changesQuery, updateParams } from "@/lib/registry/catalogue/updates/schema";

/** Problems on the page; the file has them all. */
const PROBLEMS = 20;

async function updateOf(viewer: Viewer, params: unknown) {
  const parsed = updateParams.safeParse(params);
  return parsed.success ? getUpdate(viewer, parsed.data.id) : null;
}

export async function generateMetadata({ params }: PageProps<"/catalogue/[id]">): Promise<Metadata> {
  const [viewer, parsed, t] = await Promise.all([requireViewer("/catalogue/{id}"), params, getTranslations("catalogue")]);
  const update = await updateOf(viewer, parsed);
  return { title: update ? updateName(update, t) : "" };
}

export default async function CatalogueUpdatePage({ params, searchParams }: PageProps<"/catalogue/[id]">) {
  const [viewer, parsed, search, t, language] = await Promise.all([
    requireViewer("/catalogue/{id}"),
    params,
    searchParams,
    getTranslations("catalogue"),
    getLocale(),
  ]);
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const update = (await updateOf(viewer, parsed)) ?? notFound();
  const query = changesQuery.parse({ ...search, show: search.show ?? (update.status === "UNDONE" ? "all" : undefined) });
  const [{ items, total, page }, problems] = await Promise.all([
    listChanges(viewer, update.id, query),
    update.problemCount > 0 ? listProblems(viewer, update.id, PROBLEMS) : null,
  ]);
  const address: Address = { path: `/catalogue/${update.id}`, search };
  const isOfficer = can(viewer, "registry:write");
  const canApply = isOfficer && whyNotApply(update) === null;
  const isFirstLoad = update.origin === "shipped" && update.comparedAt === null;
  const isFiltered = query.q !== undefined || query.kind !== undefined || query.show !== "open";
  return (
    <>
      <PageHead
        title={updateName(update, t)}
        crumbs={[{ href: "/catalogue", label: t("title") }]}
        status={<UpdateStatus update={update} />}
        meta={
          <>
            <span>{t(`kind.${update.kind}`)}</span>
            <span>
              {t("meta.offered", { who: update.createdBy ?? t("origin.system") })} <When at={update.createdAt} />
            </span>
            {update.settledAt && (
              <span>
                {t("meta.settled", { who: update.settledBy ?? t("origin.system") })} <When at={update.settledAt} />
              </span>
            )}
          </>
        }
      />
      <RegistryTabs current="catalogue" />
      <div className="grid gap-5">
        {isFirstLoad && <Notice tone="review">{t("firstLoad")}</Notice>}
        {canApply && !isFirstLoad && !update.isFresh && update.counts.open > 0 && (
          <Notice
            tone="due"
            title={t("stale.title")}
            actions={
              <ActionForm action={`/api/v1/catalogue/updates/${update.id}/comparison`} submit={t("stale.action")} variant="secondary" />
            }
          >
            {t("stale.body")}
          </Notice>
        )}
        {problems && (
          <Problems
            id={update.id}
            total={update.problemCount}
            problems={problems.map(({ reason, ...rest }) => ({ ...rest, reason: sentenceOf(reason, locale) }))}
            address={address}
          />
        )}
        {!isFirstLoad && (
          <div className="min-w-0">
            <ChangeFilters address={address} query={query} counts={update.counts} />
            <p role="status" className="mb-2 text-ink-2 tabular-nums">
              {t("summary", { n: total })}
            </p>
            {items.length === 0 ? (
              <EmptyState title={t(isFiltered ? "empty.filtered" : "empty.none")}>
                {t(isFiltered ? "empty.filteredBody" : "empty.noneBody")}
              </EmptyState>
            ) : (
              <ApplyForm update={update} entries={items} canApply={canApply} />
            )}
            <Pager address={address} page={page} pageSize={query.size} total={total} />
          </div>
        )}
        {isOfficer && <UpdateEnding update={update} />}
      </div>
    </>
  );
}
