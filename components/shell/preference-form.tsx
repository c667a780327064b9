"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

/**
 * Language and theme. Without JavaScript the post comes back to the same page; with it the page changes in place and keeps what was typed.
 */
export function PreferenceForm({ children, className }: { children: ReactNode; className?: string }) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams().toString();

  async function change(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.nativeEvent.submitter)) if (typeof value === "string") body.append(name, value);
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (answer?.ok) router.refresh();
    else form.submit();
  }

  return (
    <form action="/api/v1/me/preferences" method="post" onSubmit={change} className={className}>
      <input type="hidden" name="_returnTo" value={search ? `${path}?${search}` : path} />
      {children}
    </form>
  );
}
