import { z } from "zod";
import { isRange } from "@/lib/bans/selector/schema";
import { WorkerType } from "@/prisma/generated/enums";

const ID = "[1-9]\\d{0,8}";

/** A button of a list: where it puts something or takes it from, and what; for example vendors:12 or countries:CN. */
const button = (...shapes: string[]) =>
  z
    .string()
    .regex(new RegExp(`^(${shapes.join("|")})$`, "u"))
    .optional();

const scopeButton = button(`((vendors|tools|families|ranges)|not(Vendors|Tools|Families)):${ID}`, "(channels|notChannels):.{1,120}");
const populationButton = button(
  `(include|exclude):${ID}`,
  "(entities|notEntities):.{1,200}",
  "(countries|notCountries):[A-Z]{2}",
  `(workers|notWorkers):(${Object.keys(WorkerType).join("|")})`,
);

const listOf = <Item extends z.ZodType<string>>(item: Item, most = 500) => z.array(item).max(most).default([]);
const ids = listOf(z.string().regex(new RegExp(`^${ID}$`)));
const words = (max: number, most?: number) => listOf(z.string().trim().min(1).max(max), most);
const text = (max: number) => z.string().trim().max(max).optional();

/** The id of a tool and its range, with a space between them. */
const range = z.string().refine((entry) => new RegExp(`^${ID} `).test(entry) && isRange(entry.slice(entry.indexOf(" ") + 1)));
const country = z.string().regex(/^[A-Z]{2}$/);

/** What is banned, and with `not…` what is left out again. */
export const scopeFields = {
  vendors: ids,
  tools: ids,
  families: ids,
  ranges: listOf(range, 100),
  channels: words(120, 100),
  notVendors: ids,
  notTools: ids,
  notFamilies: ids,
  notChannels: words(120, 100),
  add: scopeButton,
  remove: scopeButton,
  /** The tool whose versions are chosen on the page, and which ones: the first and the last, or a range as it is written. */
  rangeTool: z.coerce.number().int().positive().optional(),
  rangeType: z.string().max(40).default("intdot"),
  rangeFrom: text(100),
  rangeTo: text(100),
  rangeVers: text(500),
};

export const populationFields = {
  everyone: z.enum(["yes", "no"]).optional(),
  include: ids,
  exclude: ids,
  entities: words(200),
  notEntities: words(200),
  countries: listOf(country),
  notCountries: listOf(country),
  workers: z.array(z.enum(WorkerType)).default([]),
  notWorkers: z.array(z.enum(WorkerType)).default([]),
  add: populationButton,
  remove: populationButton,
};

const scopeForm = z.object(scopeFields);
const populationForm = z.object(populationFields);
export type ScopeForm = z.output<typeof scopeForm>;
export type PopulationForm = z.output<typeof populationForm>;
