import { CutoffStep } from "@/components/bans/cutoff-step";
import type { LookedUp } from "@/components/duties/found-names";
import { firstOf, type SearchParams } from "@/components/ui/address";
import type { Viewer } from "@/lib/auth/viewer";
import { findTeams } from "@/lib/bans/choices/queries";
import { dutyNames } from "@/lib/bans/duties/queries";
import { DUTY_KINDS } from "@/lib/bans/duties/schema";
import type { BanDetail } from "@/lib/bans/queries";
import { now as clockNow } from "@/lib/clock";
import { listPeople } from "@/lib/people/queries";
import type { DutyKind } from "@/prisma/generated/enums";

const FOUND = 12;

/** The step of the cutoff with the names it speaks of, and whoever was looked up for one of its duties. */
export async function CutoffPart({ viewer, ban, search }: { viewer: Viewer; ban: BanDetail; search: SearchParams }) {
  const open = DUTY_KINDS.find((kind) => kind === firstOf(search.open)) ?? null;
  const q = firstOf(search.q)?.trim().slice(0, 100) ?? "";
  const what = firstOf(search.find);
  const [names, found] = await Promise.all([
    dutyNames(viewer, ban.content.duties ?? []),
    open && q && (what === "owner" || what === "team") ? lookUp(viewer, what, open, q) : null,
  ]);
  return <CutoffStep ban={ban} names={names} open={open} found={found} now={clockNow()} />;
}

async function lookUp(viewer: Viewer, what: "owner" | "team", kind: DutyKind, q: string): Promise<LookedUp> {
  if (what === "team") {
    const { teams, isCut } = await findTeams(viewer, q);
    return { what, kind, q, isCut, items: teams.map(({ id, name, above }) => ({ id, name, detail: above.join(" / ") })) };
  }
  const { items, next } = await listPeople(viewer, { q, active: "yes", limit: FOUND });
  return {
    what,
    kind,
    q,
    isCut: next !== null,
    items: items.map(({ id, name, team, email }) => ({ id, name, detail: `${team} · ${email}` })),
  };
}
