import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditCsvRows, listAudit } from "@/lib/audit/queries";
import { recordAudit } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { closeConnections, db, inTransaction } from "@/lib/db";
import { newAuditor, newPerson } from "@/lib/testing";

let auditor: Viewer;
let nobody: Viewer;
const at = (minute: number) => new Date(Date.UTC(2026, 6, 8, 7, minute));

beforeAll(async () => {
  auditor = (await newAuditor()).viewer;
  nobody = (await newPerson()).viewer;
  for (let minute = 0; minute < 5; minute++) {
    await inTransaction((tx) =>
      recordAudit(
        tx,
        auditor,
        { action: "ban.edited", subjectKind: "ban", subjectId: minute, before: 1, after: { words: "=1+1" } },
        at(minute),
      ),
    );
  }
});
afterAll(closeConnections);

describe("the audit log", () => {
  test.each(["UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"])("refuses %s", async (statement) => {
    await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
    expect(await db.auditEvent.count()).toBe(5);
  });

  test("reads newest first, page by page, without losing or doubling an entry", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAudit(auditor, { limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ subjectId }) => subjectId));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["4", "3", "2", "1", "0"]);
  });

  test("takes days in the reader's zone", async () => {
    const from = await listAudit(auditor, { limit: 50, from: "2026-07-08", to: "2026-07-08" });
    expect(from.items).toHaveLength(5);
    expect((await listAudit(auditor, { limit: 50, from: "2026-07-09" })).items).toEqual([]);
  });

  test("exports what the filters name, and is closed to whoever may not read it", async () => {
    const rows = [];
    for await (const row of auditCsvRows(auditor, { limit: 50, subjectId: "3" })) rows.push(row);
    expect(rows).toHaveLength(1);
    await expect(listAudit(nobody, { limit: 50 })).rejects.toThrow(/forbidden/);
  });
});
