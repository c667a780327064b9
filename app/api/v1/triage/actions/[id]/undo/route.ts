import { done, route } from "@/lib/http/route";
import { undoneOf } from "@/lib/inventory/triage/said/rules";
import { triageParams } from "@/lib/inventory/triage/schema";
import { undoStep } from "@/lib/inventory/triage/undo/commands";

export const POST = route("POST /api/v1/triage/actions/{id}/undo", { params: triageParams }, async ({ viewer, params, now }) => {
  const undone = await undoStep(viewer, params, now);
  return done({ data: undone, say: undoneOf(undone) });
});
