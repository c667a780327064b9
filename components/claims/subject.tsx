import Link from "next/link";
import type { ClaimItem } from "@/lib/risk/claims/queries";

/** Whom a claim is about: a tool, or a vendor. `isPlain`: no link, in rows that are one already. */
export function Subject({ claim: { tool, vendor }, isPlain = false }: { claim: Pick<ClaimItem, "tool" | "vendor">; isPlain?: boolean }) {
  const subject = tool ?? vendor;
  if (!subject) return null;
  if (isPlain) return subject.name;
  return (
    <Link className="link" href={`/${tool ? "tools" : "vendors"}/${subject.slug}`} prefetch={false}>
      {subject.name}
    </Link>
  );
}
