import { getTranslations } from "next-intl/server";
import { SeatsSentence } from "@/components/bans/use/seats-panel";
import { LinkButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import { toolUse } from "@/lib/bans/use/queries";

/** Seats and workflows in two lines, and the way to the page on which they are recorded. */
export async function UsePart({ viewer, tool }: { viewer: Viewer; tool: { id: number; slug: string } }) {
  const [{ seats, workflows }, t] = await Promise.all([toolUse(viewer, tool.id), getTranslations("blast.use")]);
  return (
    <Panel
      title={t("panel")}
      aside={
        <LinkButton href={`/tools/${tool.slug}/use`} size="small">
          {t("open")}
        </LinkButton>
      }
    >
      <p>
        <SeatsSentence seats={seats[0]} />
      </p>
      <p>{workflows.length === 0 ? t("noWorkflows") : t("workflowCount", { n: workflows.length })}</p>
    </Panel>
  );
}
