import { banContent } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { newPerson } from "@/lib/testing";

type Given = { teamId: number; now: Date; policy?: { allowed?: boolean; maxDays?: number; decideWithinHours?: number }; zone?: string };

/** For tests: a published ban over two tools for everybody, with two duties due on 10 July 2026 in its zone. */
export async function runningBan({
  teamId,
  now,
  policy = {},
  zone = "Asia/Shanghai",
}: Given): Promise<{ id: number; code: string; tools: number[] }> {
  const [author, approver] = [await newPerson({ teamId, name: "Author" }), await newPerson({ teamId, name: "Second" })];
  await db.person.updateMany({ where: { id: { in: [author.id, approver.id] } }, data: { active: false } });
  const [{ id }] = await db.$queryRaw<[{ id: number }]>`SELECT nextval(pg_get_serial_sequence('ban', 'id'))::int AS id`;
  const slug = `maker-${id}`;
  const vendor = await db.vendor.create({ data: { slug, name: slug, confidence: "HIGH" }, select: { id: true } });
  const tools = await Promise.all(
    ["first", "second"].map((name) =>
      db.tool.create({
        data: { slug: `${name}-${id}`, name: `${name} ${id}`, vendorId: vendor.id, category: "coding agent", confidence: "HIGH" },
        select: { id: true },
      }),
    ),
  );
  const deadline = { deadlineLocal: "2026-07-10T00:00", deadlineZone: zone };
  const duties = (["STOP_USE", "UNINSTALL"] as const).map((kind) => ({ kind, ...deadline }));
  const exceptions = { allowed: true, contact: "#help", maxDays: 30, decideWithinHours: 72, ...policy };
  const content = banContent({ duties, exceptions, selector: { vendors: [vendor.id], tools: [] } });
  const deadlineAt = new Date("2026-07-09T16:00:00Z");
  await db.ban.create({
    data: {
      ...{
        id,
        code: `BAN-${id}`,
        status: "PUBLISHED",
        title: "Claude Code",
        zone,
        cutoffAt: deadlineAt,
        authorId: author.id,
        createdAt: now,
      },
      ...{ updatedAt: now, submittedAt: now, approvedById: approver.id, approvedAt: now, publishedById: author.id, publishedAt: now },
      versions: {
        create: {
          ...{ number: 1, status: "PUBLISHED", content: JSON.parse(JSON.stringify(content)), authorId: author.id, editorIds: [author.id] },
          ...{ createdAt: now, frozenAt: now },
        },
      },
      duties: { create: duties.map(({ kind }) => ({ kind, ...deadline, deadlineAt })) },
      scope: { create: tools.map((tool) => ({ toolId: tool.id })) },
    },
    select: { id: true },
  });
  await db.$executeRaw`SELECT publish_obligations(${id}::int, ${now})`;
  return { id, code: `BAN-${id}`, tools: tools.map((tool) => tool.id) };
}
