"use client";
import { useLinkStatus } from "next/link";

/** Inside a link: marks it while its page is on the way, so that the old rows can stay, dimmed, until the new ones arrive. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return <span hidden data-pending={pending} />;
}
