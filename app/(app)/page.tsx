import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { dutiesByBan, isOpen, isSettled, isWaiting } from "@/components/duties/duties-of-bans";
import { DutyCard, SettledList, WaitingCard } from "@/components/duties/duty-card";
import { isToSay } from "@/components/duties/said";
import { SaidCard } from "@/components/duties/said-card";
import { MayI } from "@/components/home/may-i";
import { MyRequests } from "@/components/home/my-requests";
import { MyTools } from "@/components/home/my-tools";
import { RunningBans } from "@/components/home/running-bans";
import { WaitingWork } from "@/components/home/waiting-work";
import { News } from "@/components/notices/notice-list";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can, isUnlimited } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { waitingOfBans } from "@/lib/bans/waiting/queries";
import { now as clockNow } from "@/lib/clock";
import { ownSaidDuties, waitingRecords } from "@/lib/compliance/confirmations/queries";
import { personDates } from "@/lib/compliance/dates/queries";
import { personDuties, runningBans } from "@/lib/compliance/queries";
import { countLikely, LIKELY_COUNTED_TO } from "@/lib/inventory/triage/queries";
import { news } from "@/lib/outbox/queries";
import { countRequests } from "@/lib/registry/requests/queries";
import { riskTasks } from "@/lib/risk/reviews/queries";
import { myTools } from "./my-tools";

const MOST_BANS = 8;
const MOST_NEWS = 5;

/** Once for the title and the page. */
const ownDuties = cache((viewer: Viewer) => personDuties(viewer, viewer.personId ?? 0, clockNow()));

const ownSaid = cache((viewer: Viewer) => ownSaidDuties(viewer, clockNow()));

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await requireViewer("/");
  const [t, duties, said] = await Promise.all([getTranslations("duty.todo"), ownDuties(viewer), ownSaid(viewer)]);
  const open = dutiesByBan(duties).filter(isOpen).length + said.filter(isToSay).length;
  return { title: open > 0 ? t("title", { n: open }) : t("none") };
}

/** What everybody has pages of their own about. */
const OWN_PAGES = [
  ["/me/duties", "owe"],
  ["/me/devices", "devices"],
  ["/me/exceptions", "exceptions"],
  ["/me/notices", "notices"],
  ["/about/data", "data"],
] as const;

/** First what I have to do, then the question everybody has, then what I run. Whoever watches bans finds theirs beside it. */
export default async function HomePage() {
  const now = clockNow();
  const viewer = await requireViewer("/");
  const [duties, said, records, tools, bans, found, requests, risk, waiting, told, t, words] = await Promise.all([
    ownDuties(viewer),
    ownSaid(viewer),
    can(viewer, "duties:verify") ? waitingRecords(viewer) : [],
    myTools(viewer, now),
    can(viewer, "bans:read") ? runningBans(viewer, MOST_BANS, now) : null,
    can(viewer, "registry:write") ? countLikely(viewer) : 0,
    countRequests(viewer),
    can(viewer, "risk:write") ? riskTasks(viewer, now) : null,
    waitingOfBans(viewer),
    news(viewer, MOST_NEWS, now),
    getTranslations("home"),
    getTranslations("duty.todo"),
  ]);
  const mine = dutiesByBan(duties);
  const open = mine.filter(isOpen);
  const toSay = said.filter(isToSay);
  const { dates } = duties.length + said.length > 0 ? await personDates(viewer, viewer.personId ?? 0, now) : { dates: [] };
  const todo = open.length + toSay.length;
  const settled = mine.filter(isSettled);
  const seesAll = isUnlimited(viewer, "bans:read");
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead title={todo > 0 ? words("title", { n: todo }) : words("none")} />
      </div>
      {open.map((duty) => (
        <DutyCard key={duty.banId} duty={duty} dates={dates} now={now} />
      ))}
      {toSay.map((duty) => (
        <SaidCard key={duty.obligationId} duty={duty} dates={dates} now={now} />
      ))}
      {mine.filter(isWaiting).map((duty) => (
        <WaitingCard key={duty.banId} duty={duty} now={now} />
      ))}
      {told.length > 0 && <News notices={told} readsBans={can(viewer, "bans:read")} />}
      <MayI />
      {bans && (
        <RunningBans title={t(seesAll ? "officer.title" : "team.title")} bans={bans} now={now} href={({ code }) => `/bans/${code}`} />
      )}
      <WaitingWork
        requests={requests.waiting ?? 0}
        found={found}
        countedTo={LIKELY_COUNTED_TO}
        risk={risk}
        records={records}
        bans={waiting}
      />
      <div className="grid items-start gap-5 md:grid-cols-2">
        <MyTools tools={tools} />
        {requests.own > 0 && <MyRequests open={requests.own} />}
        {settled.length > 0 && (
          <Panel title={t("done")}>
            <SettledList duties={settled} now={now} />
          </Panel>
        )}
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-2 text-ink-2">
        {OWN_PAGES.map(([href, words]) => (
          <Link key={href} className="link" href={href}>
            {t(words)}
          </Link>
        ))}
      </p>
    </div>
  );
}
