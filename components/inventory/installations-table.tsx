import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { Installation } from "@/lib/inventory/queries";

type Props = { caption: string; installations: Installation[]; address: Address; areTools: boolean };

/** What was found, from when to when. What is gone stays with the day it was found gone. */
export function InstallationsTable({ caption, installations, address, areTools }: Props) {
  const t = useTranslations("inventory");
  const columns: Column<Installation>[] = [
    areTools
      ? { id: "tool", header: t("device.tool"), cell: ({ tools }) => <ToolLinks tools={tools} /> }
      : { id: "software", header: t("device.software"), cell: ({ software }) => software },
    { id: "version", header: t("device.version"), cell: ({ version }) => version || "–" },
    { id: "state", header: t("device.state"), cell: (row) => <Presence installation={row} /> },
    { id: "between", header: t("device.between"), cell: (row) => <Between installation={row} /> },
    {
      id: "kind",
      header: t("device.kind"),
      cell: ({ kind, software }) => [t(`identifierKind.${kind}`), areTools && software].filter(Boolean).join(" · "),
    },
    {
      id: "path",
      header: t("device.path"),
      cell: ({ path }) => (path ? <code className="break-all whitespace-normal">{path}</code> : "–"),
    },
    { id: "seenBy", header: t("device.seenBy"), cell: ({ system, instance }) => sourceName(t(`system.${system}`), instance) },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={installations}
      rowId={({ identifier, version, path, system, instance, firstSeenAt }) =>
        [identifier, version, path, system, instance, firstSeenAt.getTime()].join("|")
      }
      address={address}
      empty={null}
      isPlain
    />
  );
}

export function sourceName(system: string, instance: string): string {
  return instance === "default" ? system : `${system} (${instance})`;
}

export function ToolLinks({ tools }: { tools: Installation["tools"] }) {
  return tools.map(({ slug, name }, index) => (
    <span key={slug}>
      {index > 0 && ", "}
      <Link className="link" href={`/tools/${slug}`} prefetch={false}>
        {name}
      </Link>
    </span>
  ));
}

/** Being there is a fact, not a fault: the tool's verdict says what it means. */
export function Presence({ installation: { goneAt } }: { installation: Installation }) {
  const t = useTranslations("inventory.device");
  if (!goneAt) return t("present");
  return (
    <Tag tone="done">
      {t("gone")} <When at={goneAt} kind="short" />
    </Tag>
  );
}

export function Between({ installation: { firstSeenAt, lastSeenAt } }: { installation: Installation }) {
  return (
    <span>
      <When at={firstSeenAt} />
      {firstSeenAt.getTime() !== lastSeenAt.getTime() && (
        <>
          {" – "}
          <When at={lastSeenAt} />
        </>
      )}
    </span>
  );
}
