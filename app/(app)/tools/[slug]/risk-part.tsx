import { ToolRisk } from "@/components/risk/tool-risk";
import type { Viewer } from "@/lib/auth/viewer";
import { riskClaimsOf } from "@/lib/risk/claims/queries";
import { classMarks } from "@/lib/risk/classes/list/queries";
import { dependencyOfTool } from "@/lib/risk/dependency/queries";
import { riskFindingsOf } from "@/lib/risk/findings/queries";
import { listHygiene } from "@/lib/risk/hygiene/queries";

/** What officers know of a tool's risk, composed of its parts. */
export async function RiskPart({ viewer, tool, now }: { viewer: Viewer; tool: { id: number; slug: string }; now: Date }) {
  const [marks, [hygiene], { dependency }, findings, claims] = await Promise.all([
    classMarks(viewer, [tool.id], now),
    listHygiene(viewer, [tool.id]),
    dependencyOfTool(viewer, tool.id),
    riskFindingsOf(viewer, tool.slug),
    riskClaimsOf(viewer, tool.slug),
  ]);
  return (
    <ToolRisk
      slug={tool.slug}
      mark={marks.get(tool.id) ?? null}
      hygiene={hygiene?.hygiene ?? null}
      dependency={dependency}
      findings={findings.length}
      claims={claims}
    />
  );
}
