import { Refusal, reason } from "@/lib/refusal";

/** Deliveries that are read at once in one process: each holds a connection and a few megabytes. The others wait with their bodies unread. */
const AT_ONCE = 3;
const MOST_WAITING = 500;
const LONGEST_WAIT_MS = 120_000;

type Waiting = { begin: () => void };

let running = 0;
const waiting: Waiting[] = [];

function busy(): Refusal {
  return new Refusal("unavailable", reason("inventory.whyNot.busy"), { retryAfterSeconds: 15 });
}

function turn(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1;
    return Promise.resolve();
  }
  if (waiting.length >= MOST_WAITING) return Promise.reject(busy());
  return new Promise((resolve, reject) => {
    const mine: Waiting = {
      begin: () => {
        clearTimeout(timer);
        resolve();
      },
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(mine), 1);
      reject(busy());
    }, LONGEST_WAIT_MS);
    waiting.push(mine);
  });
}

/** Works when it is its turn. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await turn();
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The turn passes on, so the number that runs stays the same.
    if (next) next.begin();
    else running -= 1;
  }
}
