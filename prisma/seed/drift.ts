import type pg from "pg";
import { recordAll } from "./audit.ts";
import type { Cast } from "./personas.ts";

const ENTERED_AT = new Date("2026-07-08T13:20:00+08:00");

/** A tool that the vendor of a banned one brought out after the ban was published: the first look for scope drift finds it. */
export async function loadNewTool(db: pg.ClientBase, { secondOfficer }: Cast): Promise<void> {
  const tool = {
    slug: "roo-code-cloud",
    name: "Roo Code Cloud",
    category: "coding-agent",
    clients: ["web", "cloud"],
    notes: "Runs the agent of Roo Code on the vendor’s machines.",
  };
  await db.query(
    `INSERT INTO tool (slug, name, vendor_id, category, clients, confidence, notes)
     SELECT $1, $2, vendor_id, $3, $4, 'MEDIUM', $5 FROM tool WHERE slug = 'roo-code'`,
    [tool.slug, tool.name, tool.category, tool.clients, tool.notes],
  );
  await recordAll(db, [
    {
      at: ENTERED_AT,
      personId: secondOfficer.personId,
      actorName: secondOfficer.name,
      action: "tool.created",
      subjectKind: "tool",
      subjectId: tool.slug,
      after: tool,
    },
  ]);
}
