import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { rowsHref } from "@/components/bans/blast-radius/rows-href";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";

type Props = { radius: BlastRadius; code: string; path: string };
type ByMode = BlastRadius["reach"]["modes"][number];

/** Third-party tools that reach what is banned, by how they do. */
export function RadiusReach({ radius: { reach }, code, path }: Props) {
  const t = useTranslations("blast");
  const modeWords = useTranslations("registry.mode");
  const format = useFormatter();
  const figure = (n: number, list: "reach" | "edges", { mode }: ByMode) => (
    <Link
      href={rowsHref(code, list, { mode })}
      prefetch={false}
      className="link"
      aria-label={t(list === "reach" ? "reach.toolsName" : "reach.edgesName", { n, mode: modeWords(mode) })}
    >
      {format.number(n)}
    </Link>
  );
  return (
    <Panel title={t("reach.title")} isFlush>
      {reach.tools > 0 && (
        <p className="mb-2 max-w-[68ch] text-ink-2">{t("reach.lead", { people: reach.people, devices: reach.devices })}</p>
      )}
      <DataTable
        caption={t("reach.title")}
        columns={[
          { id: "mode", header: t("reach.mode"), cell: ({ mode }: ByMode) => modeWords(mode) },
          { id: "tools", header: t("reach.tools"), cell: (row: ByMode) => figure(row.tools, "reach", row), isNumeric: true },
          { id: "edges", header: t("reach.edges"), cell: (row: ByMode) => figure(row.edges, "edges", row), isNumeric: true },
        ]}
        rows={reach.modes}
        rowId={({ mode }) => mode}
        address={{ path, search: {} }}
        isPlain
        empty={<p className="p-4 text-ink-2">{t("reach.none")}</p>}
      />
    </Panel>
  );
}

type Channel = BlastRadius["channels"][number];

/** Every way in which what is banned can be reached, and whether this ban does something about it. */
export function RadiusChannels({ radius: { channels }, path }: Props) {
  const t = useTranslations("blast");
  const client = useTranslations("registry.client");
  const locale = useLocale();
  const name = ({ kind, label }: Channel) => {
    if (kind === "client") return t("channels.client", { client: client.has(label) ? client(label) : label });
    return kind === "any-service" || kind === "any-weights" ? t(`channels.${kind}`) : label;
  };
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return (
    <Panel title={t("channels.title")} isFlush>
      <p className="mb-2 max-w-[68ch] text-ink-2">{t("channels.lead")}</p>
      <DataTable
        caption={t("channels.title")}
        columns={[
          { id: "channel", header: t("column.channel"), cell: name },
          { id: "count", header: t("column.tools"), cell: ({ tools }: Channel) => <Tools n={tools.length} />, isNumeric: true },
          {
            id: "control",
            header: t("column.controls"),
            cell: ({ isOpen, controls }: Channel) =>
              isOpen ? <Tag tone="due">{t("channels.open")}</Tag> : list.format(controls.map((control) => t(`control.${control}`))),
          },
        ]}
        rows={channels}
        rowId={({ key }) => key}
        address={{ path, search: {} }}
        isPlain
        empty={<p className="p-4 text-ink-2">{t("channels.none")}</p>}
      />
    </Panel>
  );
}

function Tools({ n }: { n: number }) {
  return useFormatter().number(n);
}
