import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ToolDetail } from "@/lib/registry/queries";

/** `isOfficer` sees counts, links into the registry and what was edited here. */
export function ToolFacts({ tool, isOfficer }: { tool: ToolDetail; isOfficer: boolean }) {
  const t = useTranslations("registry.tool");
  const facts: Fact[] = [...useBasicFacts(tool, isOfficer), ...useOfficerFacts(isOfficer ? tool : null)];
  return (
    <Panel title={t("facts", { tool: tool.name })}>
      {tool.notes && isOfficer && <p className="mb-3 max-w-[80ch]">{tool.notes}</p>}
      <Facts facts={facts} />
    </Panel>
  );
}

function useBasicFacts(tool: ToolDetail, isOfficer: boolean): Fact[] {
  const t = useTranslations("registry.tool");
  const words = useRegistryWords();
  const { vendor } = tool;
  const vendorWords = vendor.parent ? t("partOf", { vendor: vendor.name, owner: vendor.parent.name }) : vendor.name;
  const vendorValue = isOfficer ? (
    <Link className="link" href={`/vendors/${vendor.slug}`}>
      {vendorWords}
    </Link>
  ) : (
    vendorWords
  );
  return [
    { label: t("vendor"), value: vendorValue },
    { label: t("country"), value: words.country(vendor.hqCountry) },
    { label: t("category"), value: words.of("category", tool.category) },
    { label: t("clients"), value: words.list("client", tool.clients) },
    ...(tool.aliases.length > 0 ? [{ label: t("aliases"), value: tool.aliases.join(", ") }] : []),
    ...(tool.licence ? [{ label: t("licence"), value: tool.licence }] : []),
    ...(tool.homepage ? [{ label: t("homepage"), value: <ExternalLink href={tool.homepage} /> }] : []),
    ...(tool.successor
      ? [
          {
            label: t("successor"),
            value: (
              <Link className="link" href={`/tools/${tool.successor.slug}`}>
                {tool.successor.name}
              </Link>
            ),
          },
        ]
      : []),
  ];
}

function useOfficerFacts(tool: ToolDetail | null): Fact[] {
  const t = useTranslations("registry.tool");
  const yesNo = useTranslations("registry");
  const words = useRegistryWords();
  const fieldNames = useTranslations("catalogue.field");
  if (!tool) return [];
  const { presence, editedFields } = tool;
  return [
    { label: t("hosting"), value: words.list("hosting", tool.hosting) || yesNo("unknown") },
    { label: t("touches"), value: words.list("touches", tool.touches) || yesNo("unknown") },
    { label: t("status"), value: words.of("status", tool.status) },
    {
      label: t("presence"),
      value: presence ? (
        <>
          {t("presenceValue", { devices: presence.devices, people: presence.people })}
          <span className="text-ink-2">
            {" · "}
            <When at={presence.asOf} />
          </span>
        </>
      ) : (
        yesNo("notCounted")
      ),
    },
    { label: t("confidence"), value: `${words.of("confidence", tool.confidence)} – ${words.of("confidenceMeans", tool.confidence)}` },
    ...(editedFields === null ? [{ label: t("catalogueNote"), value: t("own") }] : []),
    ...(editedFields && editedFields.length > 0
      ? [
          {
            label: t("catalogueNote"),
            value: t("edited", {
              fields: editedFields.map((field) => (fieldNames.has(field) ? fieldNames(field as "name") : field)).join(", "),
            }),
          },
        ]
      : []),
  ];
}

function ExternalLink({ href }: { href: string }) {
  return (
    <a className="link" href={href} rel="noreferrer" target="_blank">
      {href.replace(/^https:\/\//, "")}
    </a>
  );
}
