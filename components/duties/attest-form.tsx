import Link from "next/link";
import { useTranslations } from "next-intl";
import { useToolNames } from "@/components/duties/duty-card";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { StateTag } from "@/components/ui/state-tag";
import type { PersonDuty } from "@/lib/compliance/queries";

/** "I have removed it": for one device or all, in the words that are kept with the statement. */
export function AttestForm({ duty, now }: { duty: PersonDuty; now: Date }) {
  const t = useTranslations("home.attest");
  const words = useTranslations("duty.attest");
  const tool = useToolNames(duty);
  const [first] = duty.devices;
  const only = duty.devices.length === 1 ? first : undefined;
  const wording = words("confirm.body", { tool, device: only?.hostName ?? t(duty.devices.length > 1 ? "chosen" : "any") });
  const choices = [
    { value: "", label: t("all"), isChecked: true },
    ...duty.devices.map(({ deviceId, hostName }) => ({ value: String(deviceId), label: hostName ?? `#${deviceId}` })),
  ];
  return (
    <>
      <PageHead
        title={t("title", { tool })}
        crumbs={[{ href: "/", label: t("back") }]}
        status={
          <StateTag
            state={duty.state}
            now={now}
            zone={duty.deadlineZone}
            deadline={duty.deadlineAt}
            isContradicted={duty.contradicted}
            reason={duty.reason}
          />
        }
      />
      <Panel>
        <div className="grid gap-4 text-body-l">
          <p className="max-w-[68ch]">{wording}</p>
          <ActionForm
            action={`/api/v1/bans/${duty.code}/attestations`}
            submit={words("button")}
            variant="primary"
            size="large"
            hidden={{ wording, deviceId: only?.deviceId }}
            secondary={
              <Link className="link" href="/">
                {t("back")}
              </Link>
            }
          >
            {!only && duty.devices.length > 1 && <ChoiceField name="deviceId" label={t("devices")} choices={choices} />}
            <Field as="textarea" name="note" label={t("note")} hint={t("noteHint")} maxLength={600} />
          </ActionForm>
        </div>
      </Panel>
    </>
  );
}
