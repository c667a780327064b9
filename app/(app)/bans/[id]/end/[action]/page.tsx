import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { foundBan } from "@/app/(app)/bans/[id]/found-ban";
import { BanTag } from "@/components/bans/ban-tag";
import { EndingEffect } from "@/components/bans/ending-effect";
import { EndingForm, SuccessorForm } from "@/components/bans/ending-form";
import { ReinstatementPanel } from "@/components/bans/reinstatement";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { effectOf, listSuccessors } from "@/lib/bans/endings/queries";
import { ENDINGS, type Ending } from "@/lib/bans/endings/schema";
import { banIdOf } from "@/lib/bans/rules";
import { now as clockNow } from "@/lib/clock";

type Props = PageProps<"/bans/[id]/end/[action]">;

function endingOf(name: string): Ending {
  return ENDINGS.find((action) => action === name) ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ id, action }, t] = await Promise.all([params, getTranslations("endings.page")]);
  return { title: t(`${endingOf(action)}.title`, { code: id.toUpperCase() }) };
}

export default async function EndBanPage({ params, searchParams }: Props) {
  const [viewer, { id, action: name }, search, t] = await Promise.all([
    requireViewer("/bans/{id}/end/{action}"),
    params,
    searchParams,
    getTranslations(),
  ]);
  const action = endingOf(name);
  const ban = await foundBan(viewer, id);
  const now = clockNow();
  const asked = banIdOf(firstOf(search.by) ?? "") ?? undefined;
  const [effect, successors] = await Promise.all([
    effectOf(viewer, ban.id, { action, by: asked }, now),
    action === "supersede" ? listSuccessors(viewer, ban.id) : null,
  ]);
  const by = effect?.successor?.code ?? null;
  return (
    <>
      <PageHead
        title={t(`endings.page.${action}.title`, { code: ban.code })}
        crumbs={[
          { href: "/bans", label: t("bans.list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        status={<BanTag ban={{ ...ban, reviewOn: ban.content.reviewOn ?? null }} now={now} />}
      />
      <div className="grid gap-5">
        <p className="max-w-[68ch]">{t(`endings.page.${action}.lead`)}</p>
        {successors && <SuccessorForm ban={ban} by={by} successors={successors} />}
        {action === "lift" && <ReinstatementPanel text={ban.content.reinstatement} locale={viewer.locale} />}
        {effect && (action !== "supersede" || by) && <EndingEffect effect={effect} code={ban.code} zone={ban.zone} asOf={effect.asOf} />}
        {(action !== "supersede" || by) && (
          <Panel>
            <EndingForm ban={ban} viewer={viewer} action={action} by={by} />
          </Panel>
        )}
      </div>
    </>
  );
}
