import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";

type Props = {
  /** Tools that people ask for. */
  requests: number;
  /** Found programs that are likely AI tools, counted up to `countedTo`. */
  found: number;
  countedTo: number;
};

/** What waits for those who keep the registry. */
export function WaitingWork({ requests, found, countedTo }: Props) {
  const t = useTranslations();
  if (requests === 0 && found === 0) return null;
  return (
    <Panel title={t("home.waiting")}>
      <ul className="grid gap-1">
        {requests > 0 && (
          <li>
            <Link className="link" href="/requests">
              {t("requests.list.waiting", { n: requests })}
            </Link>
          </li>
        )}
        {found > 0 && (
          <li>
            <Link className="link" href="/triage?likely=yes">
              {found > countedTo ? t("triage.home.likelyMore", { n: countedTo }) : t("triage.home.likely", { n: found })}
            </Link>
          </li>
        )}
      </ul>
    </Panel>
  );
}
