import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanHead } from "@/components/bans/ban-head";
import { BanTabs, banTabsFor } from "@/components/bans/ban-tabs";
import { ConfirmationLook } from "@/components/duties/confirmation-look";
import { ConfirmationsTable } from "@/components/duties/confirmations-table";
import { type Address, firstOf, hrefWith } from "@/components/ui/address";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { inLanguage } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";
import { getConfirmation, listConfirmations } from "@/lib/compliance/confirmations/queries";
import { confirmationListSchema, confirmationParams } from "@/lib/compliance/confirmations/schema";

type Props = PageProps<"/bans/[id]/confirmations">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/bans/{id}/confirmations"), params, getTranslations("duties.list")]);
  const ban = await foundBan(viewer, id);
  return { title: t("title", { title: inLanguage(ban.content.title, viewer.locale) || ban.code }) };
}

/** What people said they did where no inventory can show it, and the records that wait for a second look. */
export default async function BanConfirmationsPage({ params, searchParams }: Props) {
  const [viewer, { id }, search, t] = await Promise.all([
    requireViewer("/bans/{id}/confirmations"),
    params,
    searchParams,
    getTranslations("duties.list"),
  ]);
  const ban = await foundBan(viewer, id);
  if (!ban.publishedAt) notFound();
  const { state, duty, q, after, look } = search;
  const asked = { state: firstOf(state), duty: firstOf(duty), q: firstOf(q) || undefined, cursor: firstOf(after) };
  const query = confirmationListSchema.safeParse(asked).data ?? confirmationListSchema.parse({});
  const lookId = confirmationParams.safeParse({ id: firstOf(look) }).data?.id;
  const [page, item] = await Promise.all([
    listConfirmations(viewer, ban.id, query),
    lookId === undefined ? null : getConfirmation(viewer, ban.id, lookId),
  ]);
  const address: Address = { path: `/bans/${ban.code}/confirmations`, search };
  const kinds = ban.duties.map(({ kind }) => kind).filter((kind) => kind !== "STOP_USE" && kind !== "UNINSTALL");
  return (
    <>
      <BanHead ban={ban} locale={viewer.locale} now={clockNow()} />
      <BanTabs code={ban.code} current="confirmations" shown={banTabsFor(viewer, ban)} />
      <div className="grid gap-4">
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        {item && <ConfirmationLook item={item} viewer={viewer} closeHref={hrefWith(address, { look: null })} />}
        <div>
          <ConfirmationsTable rows={page.items} query={query} kinds={kinds} address={address} />
          <KeysetPager address={address} next={page.next} shown={page.items.length} />
        </div>
      </div>
    </>
  );
}
