import Link from "next/link";
import { useTranslations } from "next-intl";
import type { GraphProps } from "@/components/models/access-graph";
import { type ChannelNode, type KindNode, openKind } from "@/components/models/graph-tree";
import { ModeMark } from "@/components/models/mode-mark";
import { useRegistryWords } from "@/components/registry/words";
import { type Address, hrefWith } from "@/components/ui/address";

type Props = Pick<GraphProps, "address" | "family" | "tree" | "open">;

/** The same tree as a list of lists, for screens on which the drawing would be too small. */
export function AccessOutline({ address, family, tree, open }: Props) {
  const t = useTranslations("models.graph");
  return (
    <div className="grid gap-4">
      <p>
        <Link className="link" href={`/vendors/${family.vendor.slug}`} prefetch={false}>
          {family.vendor.name}
        </Link>{" "}
        → {family.name}
      </p>
      {tree.map((kind) => (
        <Kind key={kind.kind} kind={kind} address={address} open={open} toggle={t} />
      ))}
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"models.graph">>;

function Kind({ kind, address, open, toggle }: { kind: KindNode; address: Address; open: readonly string[]; toggle: Words }) {
  const t = useTranslations("models");
  return (
    <section>
      <h3>{t(`kind.${kind.kind}`)}</h3>
      <p className="mb-1 text-caption text-ink-2">{t("graph.size", { channels: kind.channels, tools: kind.tools })}</p>
      <ul className="grid gap-3">
        {kind.shown.map((channel) => (
          <li key={channel.key}>
            <Channel channel={channel} address={address} open={open} toggle={toggle} />
          </li>
        ))}
      </ul>
      {(kind.folded > 0 || kind.isOpen) && (
        <Toggle address={address} open={open} name={openKind(kind.kind)} isOpen={kind.isOpen}>
          {kind.isOpen ? toggle("lessChannels") : toggle("moreChannels", { n: kind.folded, tools: kind.foldedTools })}
        </Toggle>
      )}
    </section>
  );
}

function Channel({ channel, address, open, toggle }: { channel: ChannelNode; address: Address; open: readonly string[]; toggle: Words }) {
  const t = useTranslations("models");
  const words = useRegistryWords();
  const controller = channel.controlledBy?.name ?? t("nobody");
  return (
    <>
      <p>
        <span className="font-medium">{channel.label}</span>{" "}
        {controller !== channel.label && <span className="text-ink-2">{controller}</span>}
      </p>
      <ul className="outline-tools">
        {channel.shown.map(({ id, tool, mode }) => (
          <li key={id}>
            <Link className="link" href={`/tools/${tool.slug}`} prefetch={false}>
              {tool.name}
            </Link>
            <span className="ml-auto text-ink-2">
              <ModeMark mode={mode}>{words.of("mode", mode)}</ModeMark>
            </span>
          </li>
        ))}
      </ul>
      {(channel.folded > 0 || channel.isOpen) && (
        <Toggle address={address} open={open} name={channel.key} isOpen={channel.isOpen}>
          {channel.isOpen
            ? toggle("lessTools", { channel: channel.label })
            : toggle("moreTools", { n: channel.folded, channel: channel.label })}
        </Toggle>
      )}
    </>
  );
}

function Toggle({
  address,
  open,
  name,
  isOpen,
  children,
}: Pick<Props, "address" | "open"> & { name: string; isOpen: boolean; children: string }) {
  const next = isOpen ? open.filter((one) => one !== name) : [...open, name];
  return (
    <Link className="link mt-1 inline-block min-h-6" href={`${hrefWith(address, { open: next })}#graph`} prefetch={false} scroll={false}>
      {children}
    </Link>
  );
}
