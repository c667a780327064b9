import "server-only";
import { now } from "@/lib/clock";
import { releaseNotices } from "@/lib/outbox/commands";
import { repeat } from "@/lib/repeat";

const RELEASE_EVERY_MS = 5_000;

/** For the life of the process. The answer stops it and waits for what is under way. */
export function startOutbox(): () => Promise<void> {
  return repeat("outbox.release", () => releaseNotices(now()), RELEASE_EVERY_MS);
}
