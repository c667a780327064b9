import { getTranslations } from "next-intl/server";
import { ApprovedTools } from "@/components/registry/approved-tools";
import { LinkButton } from "@/components/ui/button";
import type { Viewer } from "@/lib/auth/viewer";
import { type BanFact, mayUse, type VerdictKind, type VerdictPerson } from "@/lib/registry/rules";
import { usableTools } from "@/lib/registry/search/queries";
import { decidingBans } from "@/lib/registry/search/rules";

const SHOWN = 5;

type Props = {
  viewer: Viewer;
  tool: { id: number; slug: string; name: string; category: string };
  kind: VerdictKind;
  person: VerdictPerson | null;
  /** Of all tools, not of this one alone. */
  bans: ReadonlyMap<number, readonly BanFact[]>;
  now: Date;
};

/** Where the answer is not a yes that stays: what else of this use may be used, and the way to have a tool looked at that nobody did. */
export async function SameUse({ viewer, tool, kind, person, bans, now }: Props) {
  if (mayUse(kind) && kind !== "scheduled") return null;
  const [tools, t] = await Promise.all([
    usableTools(viewer, { use: tool.category, except: tool.id, limit: SHOWN }, { person, bans: decidingBans(bans, now), now }),
    getTranslations("requests"),
  ]);
  return (
    <>
      <ApprovedTools title={t("uses.same")} tools={tools} more={`/tools?${new URLSearchParams({ use: tool.category })}`} />
      {kind === "unassessed" && viewer.personId !== null && (
        <p>
          <LinkButton href={`/me/requests/new?${new URLSearchParams({ tool: tool.slug })}`}>
            {t("lookup.askFor", { query: tool.name })}
          </LinkButton>
        </p>
      )}
    </>
  );
}
