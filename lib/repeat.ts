import "server-only";

/**
 * Runs `work` again and again, never twice at once. A failure (the database is away) is noted and does not end it. The answer stops it and
 * waits for what is under way.
 */
export function repeat(name: string, work: () => Promise<unknown>, everyMs: number): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = () => {
    running = work()
      .then(
        () => undefined,
        (error: unknown) =>
          console.error(JSON.stringify({ level: "error", job: name, message: error instanceof Error ? error.message : String(error) })),
      )
      .then(() => {
        // An idle process may end: nothing waits for it.
        if (!isStopped) timer = setTimeout(turn, everyMs).unref();
      });
  };
  turn();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return running;
  };
}
