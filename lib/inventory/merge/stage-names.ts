import { type StageTable, stageTable } from "@/lib/inventory/ingest/stage-tables";
import { Prisma } from "@/prisma/generated/client";
import type { SourceSystem } from "@/prisma/generated/enums";

/** One delivery on its way from the stage into the inventory. `othersPartial`: other sources have single sightings that it may clear. */
export type Delivery = { importId: number; sourceId: number; system: SourceSystem; isDoubted: boolean; othersPartial: boolean; now: Date };

export function staged(importId: number, table: StageTable): Prisma.Sql {
  return Prisma.raw(stageTable(importId, table));
}
