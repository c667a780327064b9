/** The parts of the registry that have addresses of their own. One tool belongs to it for those who read it, to the lookup for all others. */
const REGISTRY = /^\/(vendors|models|decisions|triage|catalogue|requests)(\/|$)|^\/tools\/./;

const RISK = /^\/(findings|claims|sources|hygiene|reviews)(\/|$)|^\/(tools|vendors)\/[^/]+\/(class|evidence|hygiene|dependency)(\/|$)/;

const BANS = /^\/(exceptions|drift|calendar)(\/|$)/;

/** The place an address belongs to: the one with the longest path that begins it. */
export function currentPlace(path: string, places: readonly { href: string }[]): string | null {
  const isOpen = (place: string) => places.some(({ href }) => href === place);
  if (RISK.test(path) && isOpen("/risk")) return "/risk";
  if (BANS.test(path) && isOpen("/bans")) return "/bans";
  if (REGISTRY.test(path) && isOpen("/registry")) return "/registry";
  const own = places.filter(({ href }) => (href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`)));
  if (own[0]) return own.reduce((best, place) => (place.href.length > best.href.length ? place : best), own[0]).href;
  return path.startsWith("/devices/") ? "/people" : null;
}
