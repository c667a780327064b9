import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import {
  type Box,
  fitted,
  layoutOf,
  type PlacedChannel,
  type PlacedKind,
  type PlacedTool,
  widthOf,
} from "@/components/models/graph-layout";
import { type KindNode, openKind } from "@/components/models/graph-tree";
import { ModeSign } from "@/components/models/mode-mark";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";
import { MODES, type Named, type Reading } from "@/lib/registry/models/access/rules";
import type { AccessMode } from "@/prisma/generated/enums";

export type GraphProps = {
  address: Address;
  family: Named & { vendor: Named };
  tree: readonly KindNode[];
  open: readonly string[];
  /** Of what is shown, and of what would be shown in whatever mode. */
  reading: Reading;
  inAnyMode: Reading;
  mode: AccessMode | undefined;
};

/**
 * Vendor, family, channels by kind and tools, drawn on the server: a tree of links in reading order. The name of a link begins with the words
 * one sees (WCAG 2.5.3); those end in a space, which keeps neighbouring texts apart for whoever hears them.
 */
export function AccessGraph({ address, family, tree, open, reading, inAnyMode, mode }: GraphProps) {
  const t = useTranslations("models.graph");
  const words = useRegistryWords();
  const layout = layoutOf(tree);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing of links is a group; a fieldset is for forms, and an image would hide them.
    <svg
      className="graph"
      viewBox={`-2 0 ${layout.width + 4} ${layout.height + 2}`}
      role="group"
      aria-labelledby="graph-title"
      aria-describedby="graph-desc"
    >
      <title id="graph-title">{t("title", { family: family.name })}</title>
      <desc id="graph-desc">{t("description", { family: family.name, channels: reading.channels, tools: reading.tools })}</desc>
      {layout.kinds.map(({ kind, band }) => (
        <rect key={kind.kind} {...band} rx="8" className="band" />
      ))}
      <g>
        {layout.lines.map(({ id, path, mode: how }) => (
          <path key={id} d={path} className={how ? `line mode-${how}` : "line"} />
        ))}
      </g>
      <Node box={layout.vendor} href={`/vendors/${family.vendor.slug}`} name={t("vendorName", { vendor: family.vendor.name })} isStrong>
        {family.vendor.name}
      </Node>
      <Node box={layout.family} href={`${address.path}#graph`} name={t("familyName", { family: family.name, n: reading.tools })} isStrong>
        {family.name}
      </Node>
      <Legend address={address} box={layout.legend} reading={inAnyMode} current={mode} words={(one) => words.of("mode", one)} />
      {layout.kinds.map((kind) => (
        <Kind key={kind.kind.kind} placed={kind} address={address} open={open} />
      ))}
    </svg>
  );
}

function Legend({
  address,
  box,
  reading,
  current,
  words,
}: {
  address: Address;
  box: Box;
  reading: Reading;
  current: AccessMode | undefined;
  words: (mode: AccessMode) => string;
}) {
  const t = useTranslations("models.graph");
  const format = useFormatter();
  return (
    <g>
      <text x={box.x} y={box.y + 12} className="faint">
        {t("legend")}
      </text>
      {MODES.map((mode, index) => {
        const y = box.y + 40 + index * 31;
        const isCurrent = mode === current;
        const n = reading.byMode[mode];
        return (
          <Link
            key={mode}
            href={`${hrefWith(address, { mode: isCurrent ? null : mode })}#graph`}
            prefetch={false}
            scroll={false}
            className={n === 0 ? "node-link is-empty" : "node-link"}
            aria-label={t("legendName", { mode: words(mode), n })}
            aria-current={isCurrent ? "true" : undefined}
          >
            <rect x={box.x} y={y - 13} width={box.width} height="26" rx="6" className={isCurrent ? "plain is-current" : "plain"} />
            <path d={`M${box.x + 8},${y}h36`} className={`line mode-${mode}`} />
            <ModeSign mode={mode} x={box.x + 51} y={y} />
            <text x={box.x + 66} y={y + 4}>
              {`${fitted(words(mode), box.width - 66 - 40)} `}
            </text>
            <text x={box.x + box.width - 10} y={y + 4} className="end count">
              {format.number(n)}
            </text>
          </Link>
        );
      })}
    </g>
  );
}

function Kind({
  placed: { kind, title, channels, more },
  address,
  open,
}: {
  placed: PlacedKind;
  address: Address;
  open: readonly string[];
}) {
  const t = useTranslations("models");
  const name = t(`kind.${kind.kind}`);
  const size = t("graph.size", { channels: kind.channels, tools: kind.tools });
  const isFiltered = address.search.kind === kind.kind;
  return (
    <g>
      <Link
        href={`${hrefWith(address, { kind: isFiltered ? null : kind.kind })}#graph`}
        prefetch={false}
        scroll={false}
        className="node-link"
        aria-label={t("graph.kindName", { kind: name, size })}
      >
        <rect {...title} rx="6" className="plain" />
        <text x={title.x} y={title.y + 18} className="strong">
          {`${name} `}
        </text>
        <text x={title.x + title.width} y={title.y + 18} className="end faint">
          {size}
        </text>
      </Link>
      {channels.map((channel) => (
        <Channel key={channel.channel.key} placed={channel} address={address} open={open} />
      ))}
      {more && (
        <More box={more} address={address} open={open} name={openKind(kind.kind)} isOpen={kind.isOpen}>
          {kind.isOpen ? t("graph.lessChannels") : t("graph.moreChannels", { n: kind.folded, tools: kind.foldedTools })}
        </More>
      )}
    </g>
  );
}

/** The name of a channel comes first; who controls it gets what is left, if that is enough to be read. */
const LEAST_ASIDE = 56;

function Channel({
  placed: { box, channel, tools, more },
  address,
  open,
}: {
  placed: PlacedChannel;
  address: Address;
  open: readonly string[];
}) {
  const t = useTranslations("models");
  const controller = channel.controlledBy?.name ?? t("nobody");
  const isFiltered = address.search.channel === channel.key;
  const name = t("graph.channelName", { channel: channel.label, kind: t(`kind.${channel.kind}`), controller, n: channel.tools });
  const left = box.width - 28 - widthOf(channel.label);
  // Who controls a product that goes by its maker's name need not be said twice.
  const isSaid = channel.label.toLowerCase().startsWith(controller.toLowerCase());
  const aside = isSaid || left < LEAST_ASIDE ? "" : fitted(controller, left);
  return (
    <>
      <Node box={box} href={`${hrefWith(address, { channel: isFiltered ? null : channel.key })}#graph`} name={name} aside={aside} isInPlace>
        {channel.label}
      </Node>
      {tools.map((tool) => (
        <Tool key={tool.leaf.id} placed={tool} channel={channel.label} />
      ))}
      {more && (
        <More box={more} address={address} open={open} name={channel.key} isOpen={channel.isOpen}>
          {channel.isOpen
            ? t("graph.lessTools", { channel: channel.label })
            : t("graph.moreTools", { n: channel.folded, channel: channel.label })}
        </More>
      )}
    </>
  );
}

const ASIDE_GAP = 16;

function Tool({ placed: { box, leaf }, channel }: { placed: PlacedTool; channel: string }) {
  const t = useTranslations("models.graph");
  const words = useRegistryWords();
  const mode = words.of("mode", leaf.mode);
  const name = t("toolName", { tool: leaf.tool.name, vendor: leaf.tool.vendor.name, mode, channel, ways: leaf.ways });
  const middle = box.y + box.height / 2;
  const room = box.width - 38;
  const shown = fitted(leaf.tool.name, room);
  // The name of the tool comes first; behind one that is cut, other words would not follow it in the name of the link.
  const left = room - widthOf(leaf.tool.name) - ASIDE_GAP;
  const aside = widthOf(mode) <= left ? mode : "";
  const ways = leaf.ways > 1 && aside ? t("ways", { n: leaf.ways }) : "";
  const fitsWays = ways !== "" && widthOf(aside) + ASIDE_GAP + widthOf(ways) <= left;
  return (
    <Link href={`/tools/${leaf.tool.slug}`} prefetch={false} className="node-link" aria-label={name}>
      <rect {...box} rx="6" className="node" />
      {shown !== leaf.tool.name && <title>{leaf.tool.name}</title>}
      <ModeSign mode={leaf.mode} x={box.x + 14} y={middle} />
      <text x={box.x + 28} y={middle + 4}>
        {`${shown} `}
        {fitsWays && (
          <tspan className="faint" dx="8">
            {`${ways} `}
          </tspan>
        )}
      </text>
      {aside && (
        <text x={box.x + box.width - 10} y={middle + 4} className="end faint">
          {aside}
        </text>
      )}
    </Link>
  );
}

function Node({
  box,
  href,
  name,
  aside = "",
  isStrong = false,
  isInPlace = false,
  children,
}: {
  box: Box;
  href: string;
  name: string;
  aside?: string;
  isStrong?: boolean;
  /** Leads to another state of this page. */
  isInPlace?: boolean;
  children: string;
}) {
  const middle = box.y + box.height / 2;
  const shown = fitted(children, box.width - 20);
  return (
    <Link href={href} prefetch={false} scroll={!isInPlace} className="node-link" aria-label={name}>
      <rect {...box} rx="6" className={isStrong ? "node is-strong" : "node"} />
      {shown !== children && <title>{children}</title>}
      <text x={box.x + 10} y={middle + 4} className={isStrong ? "strong" : undefined}>
        {`${shown} `}
      </text>
      {aside && (
        <text x={box.x + box.width - 10} y={middle + 4} className="end faint">
          {aside}
        </text>
      )}
    </Link>
  );
}

function More({
  box,
  address,
  open,
  name,
  isOpen,
  children,
}: {
  box: Box;
  address: Address;
  open: readonly string[];
  name: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  const next = isOpen ? open.filter((one) => one !== name) : [...open, name];
  return (
    <Link href={`${hrefWith(address, { open: next })}#graph`} prefetch={false} scroll={false} className="node-link more">
      <rect {...box} rx="6" className="plain" />
      <text x={box.x + 10} y={box.y + box.height / 2 + 4}>
        {children}
      </text>
    </Link>
  );
}
