import Link from "next/link";
import { useTranslations } from "next-intl";
import { DifferenceList, ListChange } from "@/components/bans/versions/difference-list";
import { Panel } from "@/components/ui/panel";
import type { VersionDifference } from "@/lib/bans/diff/queries";

type Props = { code: string; difference: VersionDifference /** Whether the viewer may see people by name. */; opensPeople: boolean };

/** What changes with a version: in words, in what it covers, in whom it binds. */
export function VersionDiff({ code, difference, opensPeople }: Props) {
  const t = useTranslations("versions.diff");
  const { from, number, words, scope, people } = difference;
  if (from === null) return <Panel title={t("title")}>{t("first")}</Panel>;
  const covers = (["tools", "access"] as const).filter((part) => scope[part].added.length + scope[part].removed.length > 0);
  return (
    <Panel title={t("titleFrom", { from, number })} id="difference">
      <div className="grid gap-5">
        <section>
          <h3 className="mb-1">{t("words")}</h3>
          {words.length > 0 ? <DifferenceList differences={words} /> : <p>{t("none")}</p>}
        </section>
        <section>
          <h3 className="mb-1">{t("scope")}</h3>
          {covers.length === 0 && <p>{t("scopeNone")}</p>}
          {covers.map((part) => (
            <div key={part} className="mt-2">
              <p className="font-medium">{t(part)}</p>
              <ListChange {...scope[part]} />
            </div>
          ))}
        </section>
        <section>
          <h3 className="mb-1">{t("people")}</h3>
          <ul className="grid gap-1">
            {(["gained", "lost"] as const).map((change) => (
              <li key={change}>
                {t(change, { n: people[change] })}{" "}
                {opensPeople && people.isLive && people[change] > 0 && (
                  <Link href={`/bans/${code}/versions/${number}?people=${change}#people`} className="link">
                    {t(change === "gained" ? "showGained" : "showLost")}
                  </Link>
                )}
              </li>
            ))}
          </ul>
          <p className="mt-1 text-caption text-ink-2">{t(people.isLive ? "live" : "fixed")}</p>
        </section>
      </div>
    </Panel>
  );
}
