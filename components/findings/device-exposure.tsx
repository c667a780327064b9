import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { FindingTag, useFindingWords } from "@/components/findings/words";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { DeviceExposure as Exposure } from "@/lib/risk/exposure/device/queries";
import type { Window } from "@/lib/risk/exposure/rules";
import { findingCode, findingPath } from "@/lib/risk/findings/rules";

/** Of which findings this device had an affected version, and when. */
export function DeviceExposure({ exposures }: { exposures: readonly Exposure[] }) {
  const t = useTranslations("findings.device");
  return (
    <Panel id="affected-versions" title={t("title")}>
      {exposures.length === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <ul className="grid gap-4">
          {exposures.map((exposure) => (
            <li key={exposure.id} className="grid gap-1 border-t border-line pt-3 first:border-t-0 first:pt-0">
              <One exposure={exposure} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function One({ exposure: { id, title, status, tool, windows, versions, unplaced } }: { exposure: Exposure }) {
  const t = useTranslations("findings.device");
  const words = useFindingWords();
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link className="link font-semibold" href={findingPath(id)} prefetch={false}>
          {findingCode(id)} · {title}
        </Link>
        <FindingTag status={status} />
        <span className="text-ink-2">{tool.name}</span>
      </p>
      {windows.length > 0 && (
        <>
          <p>{t("versions", { versions: list.format(versions.map(words.version)) })}</p>
          <ul className="grid gap-0.5">
            {windows.map((window) => (
              <li key={window.from.toISOString()}>
                <Span window={window} />
              </li>
            ))}
          </ul>
        </>
      )}
      {unplaced.length > 0 && (
        <p className="max-w-[80ch] text-ink-2">{t("unplaced", { versions: list.format(unplaced.map(words.version)) })}</p>
      )}
    </>
  );
}

function Span({ window: { from, until, lastSeenAt } }: { window: Window }) {
  const t = useTranslations("findings.device");
  const begin = () => <When at={from} />;
  if (until === null) return t.rich("still", { from: begin, seen: () => <When at={lastSeenAt} /> });
  return t.rich("until", { from: begin, until: () => <When at={until} />, seen: () => <When at={lastSeenAt} /> });
}
