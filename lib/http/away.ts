/** Prisma: not reachable, timed out, closed, pool exhausted. */
const PRISMA = ["P1000", "P1001", "P1002", "P1008", "P1010", "P1017", "P2024", "P2037"];
/** PostgreSQL: shutting down, crashed, starting up, too many connections. Connection exceptions are class 08. */
const POSTGRES = ["57P01", "57P02", "57P03", "53300"];
const NODE = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EPIPE", "ETIMEDOUT"];
const WORDS = /connection terminated|timeout exceeded when trying to connect|database ?not ?reachable|connection ?closed|socket ?timeout/i;

function saysAway(error: object): boolean {
  const codes = ["code", "originalCode", "kind"].flatMap((name) => (name in error ? [String(Reflect.get(error, name))] : []));
  if (codes.some((code) => PRISMA.includes(code) || POSTGRES.includes(code) || NODE.includes(code) || /^08\d{3}$/.test(code))) return true;
  return [...codes, "message" in error ? String(error.message) : ""].some((text) => WORDS.test(text));
}

/** True when `error`, or what caused it, is the database being away. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 5) return false;
  if (saysAway(error)) return true;
  const inner = [Reflect.get(error, "cause"), Reflect.get(error, "meta"), Reflect.get(error, "driverAdapterError")];
  return inner.some((cause) => isDatabaseAway(cause, depth + 1));
}
