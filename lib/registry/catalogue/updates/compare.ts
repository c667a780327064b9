import "server-only";
import { reason } from "@/lib/refusal";
import { differenceOf } from "@/lib/registry/catalogue/difference/rules";
import type { EntryChange } from "@/lib/registry/catalogue/difference/schema";
import { leading, type Offer, offerOf } from "@/lib/registry/catalogue/offer/rules";
import { presentRegistry, type Registry } from "@/lib/registry/catalogue/present";
import type { Problem } from "@/lib/registry/catalogue/reading/schema";
import { withRecords } from "@/lib/registry/catalogue/records/rules";
import { newRecords, unplacedRecords } from "@/lib/registry/catalogue/records/write";
import type { Catalogue } from "@/lib/registry/catalogue/schema";
import type { Sql } from "@/lib/registry/catalogue/sql";

/** What is kept of a file. */
export type StoredContent = Catalogue & { complete: boolean; kind: "catalogue" | "export" };

export type Comparison = {
  registry: Registry;
  offer: Offer;
  differing: EntryChange[];
  leads: { toolOf: (slug: string) => string; vendorOf: (slug: string) => string };
};

/** The file against the registry as it is in this transaction. */
export async function compareNow(sql: Sql, content: StoredContent): Promise<Comparison> {
  const registry = await presentRegistry(sql);
  const offer = offerOf(content, registry, content.complete);
  const leads = { toolOf: leading(registry.tools), vendorOf: leading(registry.vendors) };
  const changes = differenceOf(offer, registry);
  if (content.kind !== "export") return { registry, offer, leads, differing: changes };
  const names = new Map([...content.tools, ...content.vendors].map(({ slug, name }) => [slug, name]));
  const nameOf = (slug: string) => registry.tools.get(slug)?.name ?? registry.vendors.get(slug)?.name ?? names.get(slug) ?? slug;
  return { registry, offer, leads, differing: withRecords(changes, await newRecords(sql, content, leads, nameOf)) };
}

/** Rows that read well and have no place here. */
export async function unplacedProblems(sql: Sql, content: StoredContent, { registry, leads }: Comparison): Promise<Problem[]> {
  if (content.kind !== "export") return [];
  const unmerged = (list: "vendors" | "tools"): Problem[] =>
    content[list].flatMap(({ slug, mergedInto }, index) => {
      const ours = registry[list].get(slug);
      return mergedInto && ours && ours.mergedInto === null
        ? [{ place: `${list}[${index}]`, entry: slug, reason: reason("catalogue.problem.mergedThere", { slug, into: mergedInto }) }]
        : [];
    });
  const records = await unplacedRecords(sql, content, leads);
  return [
    ...unmerged("vendors"),
    ...unmerged("tools"),
    ...records.map(({ i, list, slug, why }) => ({
      place: `${list}[${i}]`,
      entry: list === "decisions" ? (content.decisions[i]?.tool ?? null) : null,
      reason: reason(`catalogue.problem.${why}`, { slug }),
    })),
  ];
}
