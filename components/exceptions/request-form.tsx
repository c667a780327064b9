import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { UntilHint, Words } from "@/components/exceptions/exception-actions";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Panel } from "@/components/ui/panel";
import { dateWords } from "@/i18n/date-words";
import type { LoadedSubject } from "@/lib/bans/exceptions/load";
import type { BanToAsk, FoundSubject } from "@/lib/bans/exceptions/request/queries";
import { dayOf, decideBy, lastDayAllowed } from "@/lib/bans/exceptions/rules";

type Props = {
  ban: BanToAsk;
  /** Somebody else, or a team or device; null: the viewer. */
  subject: LoadedSubject | null;
  devices: readonly { id: number; name: string }[];
  now: Date;
};

/** Asks for an exception: for whom, from which duty, why, and until when. */
export function RequestForm({ ban, subject, devices, now }: Props) {
  const t = useTranslations("exceptions.request");
  const duty = useTranslations("duties.kind");
  const locale = useLocale();
  const today = dayOf(now, ban.zone);
  const last = lastDayAllowed(today, ban.policy);
  const whom = [
    { value: "self", label: t("self"), isChecked: true },
    ...devices.map(({ id, name }) => ({ value: `device:${id}`, label: t("device", { name }) })),
  ];
  const ofPeople = ban.duties.filter(({ kind }) => kind === "STOP_USE" || kind === "UNINSTALL").map(({ kind }) => kind);
  return (
    <Panel>
      <ActionForm
        action="/api/v1/exceptions"
        submit={t("submit")}
        variant="primary"
        hidden={{ ban: ban.code, ...(subject && { subject: `${subject.kind}:${subject.id}` }) }}
      >
        {subject ? (
          <p>
            <span className="font-medium">{t("whom")}</span>
            {": "}
            {t("chosen", { kind: subject.kind, name: subject.name })}
          </p>
        ) : (
          <ChoiceField name="subject" label={t("whom")} choices={whom} />
        )}
        <ChoiceField
          name="duties"
          type="checkbox"
          label={t("duties")}
          hint={t("dutiesHint")}
          choices={ban.duties.map(({ kind }) => ({ value: kind, label: duty(kind), isChecked: ofPeople.includes(kind) }))}
        />
        {ban.tools.length > 1 && ban.tools.length <= MOST_TOOLS && (
          <ChoiceField
            name="tools"
            type="checkbox"
            label={t("tools")}
            hint={t("toolsHint")}
            choices={ban.tools.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        <Words />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <Field name="startsOn" type="date" label={t("startsOn")} hint={t("startsOnHint")} min={today} isOptional />
          <Field
            name="until"
            type="date"
            label={t("until")}
            hint={<UntilHint startsOn={today} policy={ban.policy} />}
            required
            min={today}
            defaultValue={last}
          />
        </div>
        <p className="max-w-[68ch] text-ink-2">
          {t("answer", { date: dateWords(decideBy(now, ban.policy), "dateTime", ban.zone, locale) })}
        </p>
      </ActionForm>
    </Panel>
  );
}

/** More than these are better named by a part of them than ticked. */
const MOST_TOOLS = 40;

/** For whom else: a search among those the viewer may ask for. */
export function SubjectSearch({
  ban,
  q,
  found,
  isOfficer,
}: {
  ban: string;
  q: string;
  found: readonly FoundSubject[];
  isOfficer: boolean;
}) {
  const t = useTranslations("exceptions.request");
  const address = { path: "/exceptions/new", search: { ban } };
  const wordsOf = ({ kind, name, note }: FoundSubject) => {
    if (kind === "team") return t("team", { name });
    return kind === "person" ? t("person", { name, team: note ?? "" }) : t("deviceOf", { name, owner: note ?? t("nobody") });
  };
  return (
    <Panel title={t("others")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t(isOfficer ? "othersHintOfficer" : "othersHint")}</p>
      <FilterBar address={address} names={["q"]} submit={t("find")}>
        <Field name="q" type="search" label={t("search")} defaultValue={q} maxLength={100} />
      </FilterBar>
      {q !== "" &&
        (found.length === 0 ? (
          <p className="text-ink-2">{t("foundNone")}</p>
        ) : (
          <>
            <p className="font-medium">{t("found")}</p>
            <ul className="grid gap-1">
              {found.map((one) => (
                <li key={`${one.kind} ${one.id}`}>
                  <Link className="link" href={`/exceptions/new?ban=${ban}&for=${one.kind}:${one.id}`}>
                    {wordsOf(one)}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        ))}
    </Panel>
  );
}
