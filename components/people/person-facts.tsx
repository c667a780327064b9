import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { isLocale } from "@/i18n/config";
import { zoneWords } from "@/i18n/date-words";
import { countryWords, languageWords } from "@/i18n/place-words";
import type { PersonDetail } from "@/lib/people/queries";

export function PersonFacts({ person }: { person: PersonDetail }) {
  const t = useTranslations("people");
  const platform = useTranslations("inventory.platform");
  const locale = useLocale();
  const none = t("person.none");
  const facts: Fact[] = [
    { label: t("columns.externalId"), value: person.externalId },
    { label: t("columns.worker"), value: t(`worker.${person.workerType}`) },
    { label: t("person.entity"), value: person.legalEntity },
    { label: t("columns.country"), value: countryWords(person.country, locale) },
    { label: t("person.zone"), value: isLocale(locale) ? zoneWords(person.zone, locale) : person.zone },
    { label: t("person.locale"), value: languageWords(person.locale, locale) },
    { label: t("columns.active"), value: t(person.active ? "active.yes" : "active.no") },
    { label: t("columns.roles"), value: person.roles.map((role) => t(`role.${role}`)).join(", ") || none },
    { label: t("person.password"), value: t(person.hasPassword ? "person.passwordSet" : "person.passwordNone") },
    { label: t("person.manager"), value: person.manager ? <Links to="/people" items={[person.manager]} /> : none },
    { label: t("person.manages"), value: person.manages.length > 0 ? <Links to="/teams" items={person.manages} /> : none },
  ];
  return (
    <>
      <Panel title={t("person.facts")}>
        <Facts facts={facts} />
      </Panel>
      <Panel title={t("person.devices")}>
        {person.devices.length === 0 && <p className="text-ink-2">{t("person.noDevices")}</p>}
        <ul className="grid gap-1">
          {person.devices.map(({ id, hostName, platform: kind, lastSeenAt }) => (
            <li key={id} className="flex flex-wrap gap-x-4">
              <Link className="link" href={`/devices/${id}`}>
                {hostName ?? `#${id}`}
              </Link>
              <span className="text-ink-2">{platform(kind)}</span>
              <span className="text-ink-2">
                {t("person.seen")} <When at={lastSeenAt} />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Links({ to, items }: { to: string; items: { id: number; name: string }[] }) {
  return items.map(({ id, name }) => (
    <Link key={id} className="link mr-3" href={`${to}/${id}`}>
      {name}
    </Link>
  ));
}
