import type { Instrumentation } from "next";

/** Runs once when the server starts: a mistake in the configuration stops it here, with a sentence per mistake. Then what time alone changes, and what triage counts, is kept current. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { parseEnvironment } = await import("@/lib/env");
  const { attachmentsWhyNot } = await import("@/lib/risk/attachments/upkeep");
  try {
    parseEnvironment(process.env);
    const whyNot = await attachmentsWhyNot();
    if (whyNot) throw new Error(whyNot);
  } catch (error) {
    // Next would go on and fail with every request instead.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  const { startSweeps } = await import("@/lib/compliance/sweep");
  startSweeps();
  const { startTriage } = await import("@/lib/inventory/triage/sweep");
  startTriage();
  const { startClassSweep } = await import("@/lib/risk/classes/sweep");
  startClassSweep();
  const { startRemovals } = await import("@/lib/risk/attachments/upkeep");
  startRemovals();
  const { startExceptions } = await import("@/lib/bans/exceptions/sweep");
  startExceptions();
  const { startOutbox } = await import("@/lib/outbox/sweep");
  startOutbox();
  const { startDriftSweep } = await import("@/lib/bans/drift/sweep");
  startDriftSweep();
}

/** A page that broke: the log holds the id that the page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logError } = await import("@/lib/http/log");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "none";
  logError({ requestId: digest, route: `${request.method} ${context.routePath}`, viewer: null }, error);
};
