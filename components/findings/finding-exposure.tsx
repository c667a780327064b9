import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ExposureSummary } from "@/lib/risk/exposure/queries";

/** Who ran an affected version, in numbers that open what they count. */
export function FindingExposure({ findingId, summary }: { findingId: number; summary: ExposureSummary }) {
  const t = useTranslations("findings.exposure");
  const format = useFormatter();
  const path = `/findings/${findingId}/exposure`;
  const { affected, unknown } = summary;
  const figures = [
    { label: t("devices"), n: affected.devices, href: path },
    { label: t("stillDevices"), n: affected.stillDevices, href: `${path}?presence=still` },
    { label: t("people"), n: affected.people, href: `${path}?by=team` },
    { label: t("unknownDevices"), n: unknown.devices, href: `${path}?group=unknown` },
  ];
  return (
    <Panel
      id="exposure"
      title={t("title")}
      aside={
        <LinkButton href={path} size="small">
          {t("open")}
        </LinkButton>
      }
    >
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-4">
        {figures.map(({ label, n, href }) => (
          <div key={label} className="flex flex-col-reverse justify-end">
            <dt className="text-ink-2">{label}</dt>
            <dd className="text-title font-semibold tabular-nums">
              {n === 0 ? (
                format.number(0)
              ) : (
                <Link className="link" href={href} prefetch={false} aria-label={t("opens", { n, label })}>
                  {format.number(n)}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-[80ch] text-ink-2">
        {affected.firstAt
          ? t.rich("first", { when: () => <When at={affected.firstAt ?? new Date(0)} kind="date" />, teams: affected.teams })
          : t("nobody")}{" "}
        {t("unknownMeans")}
      </p>
    </Panel>
  );
}
