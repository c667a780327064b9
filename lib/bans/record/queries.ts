import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type Basis, basisOf } from "@/lib/bans/basis/queries";
import type { ResolvedScope } from "@/lib/bans/publication/schema";
import { type BanDetail, getBan } from "@/lib/bans/queries";
import {
  acceptancesOf,
  cutLists,
  driftOf,
  dutiesOf,
  eventsOf,
  exceptionsOf,
  noticesOf,
  type RecordedAcceptance,
  type RecordedDrift,
  type RecordedDuty,
  type RecordedEvent,
  type RecordedException,
  type RecordedNotice,
} from "@/lib/bans/record/parts";
import { derive, type Phase } from "@/lib/bans/rules";
import type { BanDraft } from "@/lib/bans/schema";
import { type ScopeWords, scopeWords } from "@/lib/bans/selector/queries";
import { type Comment, getVersion, listComments, listVersions, type VersionDetail } from "@/lib/bans/versions/queries";
import { db } from "@/lib/db";

export type RecordedVersion = Omit<VersionDetail, "content" | "resolved"> & { content: BanDraft; resolved: ResolvedScope | null };

/** Everything that was decided about a ban, by whom and on what: for those who look at it later. */
export type BanRecord = {
  ban: BanDetail;
  phase: Phase;
  /** What the binding version covers and whom it binds, in words. */
  words: ScopeWords;
  /** What the binding version meant when it was published. */
  resolved: ResolvedScope | null;
  basis: Basis;
  duties: RecordedDuty[];
  /** The oldest first. */
  versions: RecordedVersion[];
  acceptances: RecordedAcceptance[];
  comments: Comment[];
  exceptions: RecordedException[];
  drift: RecordedDrift[];
  notices: RecordedNotice[];
  events: RecordedEvent[];
  /** Lists of which only the beginning is here. */
  cut: ("exceptions" | "drift" | "notices" | "events")[];
  asOf: Date;
};

export async function getRecord(viewer: Viewer, banId: number, now: Date): Promise<BanRecord | null> {
  must(viewer, "bans:record");
  const ban = await getBan(viewer, banId);
  if (!ban) return null;
  const versions = await versionsOf(viewer, banId);
  const binding = versions.find(({ status }) => status === "PUBLISHED");
  const [words, basis, duties, acceptances, comments, exceptions, drift, notices, events] = await Promise.all([
    scopeWords(db, ban.content),
    basisOf(viewer, ban.content, binding?.publishedAt ?? null),
    dutiesOf(banId),
    acceptancesOf(banId),
    listComments(viewer, banId),
    exceptionsOf(banId),
    driftOf(banId),
    noticesOf(banId),
    eventsOf(ban.code),
  ]);
  const { phase } = derive({ ...ban, reviewOn: ban.content.reviewOn ?? null }, now);
  const whole = { duties, versions, acceptances, comments, exceptions, drift, notices, events };
  const cut = cutLists({ exceptions, drift, notices, events });
  return { ban, phase, words, resolved: binding?.resolved ?? null, basis, ...whole, cut, asOf: now };
}

async function versionsOf(viewer: Viewer, banId: number): Promise<RecordedVersion[]> {
  const listed = await listVersions(viewer, banId);
  const whole = await Promise.all(listed.map(({ number }) => getVersion(viewer, banId, number)));
  return whole.filter((version) => version !== null).sort((one, other) => one.number - other.number);
}
