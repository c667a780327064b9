/** Runs once when the server starts: a mistake in the configuration stops it here, with a sentence per mistake. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
}
