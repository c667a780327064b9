import { resolveDeadline } from "@/lib/bans/deadlines/rules";
import { type DutyContent, dutySchema } from "@/lib/bans/duties/schema";
import type { BanContentInput } from "@/lib/bans/schema";
import { banContent } from "@/lib/bans/testing";
import { db, pool } from "@/lib/db";
import { newPerson } from "@/lib/testing";

type Asked = BanContentInput["duties"][number];

/** For tests: a published ban of these tools with these duties, and everybody's obligations. */
export async function newPublishedBan(
  {
    authorId,
    toolIds,
    duties: asked,
    content = {},
  }: { authorId: number; toolIds: number[]; duties: Asked[]; content?: Partial<BanContentInput> },
  now: Date,
): Promise<{ banId: number; code: string; duties: { id: number; kind: DutyContent["kind"] }[] }> {
  const duties = asked.map((duty) => dutySchema.parse(duty));
  const [next] = await db.$queryRaw<[{ id: number }]>`SELECT nextval(pg_get_serial_sequence('ban', 'id'))::int AS id`;
  const banId = next.id;
  const code = `BAN-${banId}`;
  const { id: approverId } = await newPerson({ name: `Approver of ${code}`, roles: ["APPROVER"] });
  const whole = banContent({ selector: { vendors: [], tools: toolIds }, duties, ...content });
  await pool.query(
    `INSERT INTO ban (id, code, status, title, zone, cutoff_at, author_id, created_at, updated_at, submitted_at, approved_at, approved_by_id, published_by_id, published_at, replacement_tool_id)
      VALUES ($1, $2, 'PUBLISHED', $3, 'Asia/Shanghai', $4, $5, $6, $6, $6, $6, $8, $5, $6, $7)`,
    [banId, code, whole.title.en, now, authorId, now, "toolId" in whole.replacement ? whole.replacement.toolId : null, approverId],
  );
  await pool.query(
    "INSERT INTO ban_version (ban_id, number, status, content, author_id, created_at, frozen_at) VALUES ($1, 1, 'PUBLISHED', $2, $3, $4, $4)",
    [banId, JSON.stringify(whole), authorId, now],
  );
  await db.banScopeTool.createMany({ data: toolIds.map((toolId) => ({ banId, toolId })) });
  await db.duty.createMany({
    data: duties.map(({ teams, ownerId, instructions: _, ...duty }) => ({
      ...duty,
      banId,
      ownerPersonId: ownerId,
      teamDeadlines: teams,
      deadlineAt: resolveDeadline(duty.deadlineLocal, duty.deadlineZone).at,
    })),
  });
  await pool.query("SELECT publish_obligations($1, $2)", [banId, now]);
  return { banId, code, duties: await db.duty.findMany({ where: { banId }, select: { id: true, kind: true }, orderBy: { id: "asc" } }) };
}
