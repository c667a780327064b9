import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BansTabs } from "@/components/bans/bans-tabs";
import { DayForm, FreezeForm } from "@/components/bans/calendar/calendar-forms";
import { DayTable } from "@/components/bans/calendar/day-table";
import { FreezeTable } from "@/components/bans/calendar/freeze-table";
import { type Address, firstOf } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { getCalendar } from "@/lib/bans/calendar/queries";
import { calendarPageSchema } from "@/lib/bans/calendar/schema";
import { now as clockNow } from "@/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("title") };
}

/** Days and times that dates of bans have to reckon with. */
export default async function CalendarPage({ searchParams }: PageProps<"/calendar">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/calendar"), searchParams, getTranslations("calendar")]);
  const now = clockNow();
  const year = calendarPageSchema.parse({ year: firstOf(search.year) }).year ?? now.getUTCFullYear();
  const { days, freezes, past } = await getCalendar(viewer, { year }, now);
  const canWrite = can(viewer, "bans:write");
  const address: Address = { path: "/calendar", search };
  return (
    <>
      <PageHead title={t("title")} />
      <BansTabs current="calendar" />
      <p className="mb-4 max-w-[80ch] text-ink-2">{t("lead")}</p>
      <div className="grid gap-5">
        <Panel title={t("freezes.title")} isFlush>
          <FreezeTable freezes={freezes} canWrite={canWrite} address={address} />
        </Panel>
        {canWrite && <FreezeForm zone={viewer.zone} />}
        <Panel title={t("days.title")} isFlush>
          <FilterBar address={address} names={["year"]} submit={t("showYear")}>
            <Field name="year" type="number" min={2000} max={2100} label={t("year")} defaultValue={String(year)} />
          </FilterBar>
          <DayTable days={days} canWrite={canWrite} address={address} />
        </Panel>
        {canWrite && <DayForm />}
        {past.length > 0 && (
          <Panel title={t("past")} isFlush>
            <FreezeTable freezes={past} canWrite={false} address={address} />
          </Panel>
        )}
      </div>
    </>
  );
}
