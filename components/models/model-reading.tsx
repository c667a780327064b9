import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { ToolLinks } from "@/components/registry/tool-links";
import { type Address, hrefWith } from "@/components/ui/address";
import { type Controller, MODES, type Named, NOBODY, type Reading } from "@/lib/registry/models/access/rules";

type Props = {
  /** The page without any filter. */
  path: string;
  family: Named & { vendor: Named };
  reading: Reading;
  /** Tools that are not in the graph, and that their users can point at these models all the same. */
  also: readonly Named[];
};

const MOST_NAMED = 4;

/** The graph read from the model, in sentences. Every number leads to its rows. */
export function ModelReading({ path, family, reading, also }: Props) {
  const t = useTranslations("models.reading");
  const address: Address = { path, search: {} };
  const to = (changes: Record<string, string>) => `${hrefWith(address, changes)}#routes`;
  const modes = MODES.filter((mode) => reading.byMode[mode] > 0).map((mode) => (
    <Link key={mode} className="link" href={to({ mode })} prefetch={false} scroll={false}>
      {t(`part.${mode}`, { n: reading.byMode[mode] })}
    </Link>
  ));
  return (
    <div className="grid max-w-[80ch] gap-2">
      <p className="text-body-l">
        {reading.tools === 0
          ? t("nothing", { family: family.name })
          : t.rich("sentence", {
              family: family.name,
              n: reading.tools,
              all: (words) => (
                <Link key="all" className="link" href={`${path}#routes`} scroll={false}>
                  {words}
                </Link>
              ),
              parts: () => <Joined key="parts" parts={modes} />,
            })}
      </p>
      {reading.inSeveralModes > 0 && <p className="text-ink-2">{t("several", { n: reading.inSeveralModes })}</p>}
      {reading.channels > 0 && <Control family={family} reading={reading} to={to} />}
      <ToolLinks summary={t("also", { n: also.length, family: family.name })} tools={also} />
    </div>
  );
}

function Control({ family, reading, to }: Pick<Props, "family" | "reading"> & { to: (changes: Record<string, string>) => string }) {
  const t = useTranslations("models.reading");
  const { own, others, rest, nobody } = controlOf(reading.controllers, family.vendor.slug);
  const linked = (controller: Controller, words: string) => (
    <Link
      key={controller.vendor?.slug ?? NOBODY}
      className="link"
      href={to({ controller: controller.vendor?.slug ?? NOBODY })}
      prefetch={false}
      scroll={false}
    >
      {words}
    </Link>
  );
  const parts = [
    ...(own ? [linked(own, t("control.own", { vendor: family.vendor.name, n: own.channels, tools: own.tools }))] : []),
    ...others.map((one) => linked(one, t("control.other", { vendor: one.vendor?.name ?? "", n: one.channels, tools: one.tools }))),
    ...(rest.vendors > 0 ? [<Fragment key="rest">{t("control.rest", rest)}</Fragment>] : []),
    ...(nobody ? [linked(nobody, t("control.nobody", { n: nobody.channels, tools: nobody.tools }))] : []),
  ];
  return <p>{t.rich("control.sentence", { n: reading.channels, parts: () => <Joined key="parts" parts={parts} /> })}</p>;
}

/** The vendor itself, the others that control most, how many more there are, and what nobody else controls. */
export function controlOf(controllers: readonly Controller[], vendorSlug: string) {
  const own = controllers.find(({ vendor }) => vendor?.slug === vendorSlug) ?? null;
  const nobody = controllers.find(({ vendor }) => vendor === null) ?? null;
  const foreign = controllers.filter((one) => one !== own && one !== nobody);
  const others = foreign.length <= MOST_NAMED + 1 ? foreign : foreign.slice(0, MOST_NAMED);
  const folded = foreign.slice(others.length);
  return { own, nobody, others, rest: { vendors: folded.length, n: folded.reduce((sum, { channels }) => sum + channels, 0) } };
}

function Joined({ parts }: { parts: readonly ReactNode[] }) {
  const t = useTranslations("models.reading");
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    <Fragment key={index}>
      {index > 0 && t("comma")}
      {part}
    </Fragment>
  ));
}
