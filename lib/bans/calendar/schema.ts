import { z } from "zod";
import { isZone } from "@/i18n/config";
import { countryCode } from "@/i18n/countries";

const key = (name: string) => ({ error: `calendar.field.${name}` });
const words = (name: string, min: number, max: number) => z.string(key(name)).trim().min(min, key(name)).max(max, key(name));

/** A country by code or name; none: everywhere. */
const country = z
  .string()
  .trim()
  .max(100, key("country"))
  .refine((given) => countryCode(given) !== null, key("country"))
  .transform((given) => countryCode(given) ?? given)
  .optional();

export const recordDaysSchema = z.strictObject({
  day: z.iso.date(key("day")),
  /** The last of several days in a row. */
  until: z.iso.date(key("day")).optional(),
  country,
  name: words("name", 2, 80),
  kind: z.enum(["holiday", "workday"]).default("holiday"),
});
export type RecordDays = z.output<typeof recordDaysSchema>;

const moment = z.string(key("moment")).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, key("moment"));
const time = z.string(key("moment")).regex(/^\d{2}:\d{2}$/, key("moment"));

const freeze = { team: z.string().trim().min(1).max(200), reason: words("reason", 3, 300), zone: z.string().refine(isZone, key("zone")) };

/** Machines say two local moments; a form says dates and times apart. */
export const recordFreezeSchema = z.union([
  z.strictObject({ ...freeze, from: moment, until: moment }),
  z
    .strictObject({ ...freeze, fromDate: z.iso.date(key("moment")), fromTime: time, untilDate: z.iso.date(key("moment")), untilTime: time })
    .transform(({ fromDate, fromTime, untilDate, untilTime, ...rest }) => ({
      ...rest,
      from: `${fromDate}T${fromTime}`,
      until: `${untilDate}T${untilTime}`,
    })),
]);
export type RecordFreeze = z.output<typeof recordFreezeSchema>;

export const calendarEntryParams = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

const year = z.coerce.number().int().min(2000).max(2100);
export const calendarSchema = z.strictObject({ year: year.optional() });
/** The page: what means nothing is this year. */
export const calendarPageSchema = z.object({ year: year.optional().catch(undefined) });
