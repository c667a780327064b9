import Form from "next/form";
import { useTranslations } from "next-intl";
import { endingPath } from "@/components/bans/ban-ending";
import { ReasonForm } from "@/components/bans/reason-form";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import { whyNotEnd } from "@/lib/bans/endings/rules";
import type { Ending } from "@/lib/bans/endings/schema";
import type { BanDetail } from "@/lib/bans/queries";

const ADDRESS = { suspend: "suspension", resume: "resumption", lift: "lifting", supersede: "supersession" } as const satisfies Record<
  Ending,
  string
>;

type Props = { ban: BanDetail; viewer: Viewer; action: Ending; by: string | null };

/** Says why, and does it; or says why it cannot be done. */
export function EndingForm({ ban, viewer, action, by }: Props) {
  const t = useTranslations("endings.page");
  const say = useTranslations();
  const whyNot = whyNotEnd(action, ban, viewer);
  if (whyNot) {
    return (
      <p className="max-w-[68ch]" data-why-not="">
        {say(whyNot.key, whyNot.values)}
      </p>
    );
  }
  const confirm = {
    title: t(`${action}.confirm`, { code: ban.code, by: by ?? "" }),
    body: t("confirmBody"),
    action: t(`${action}.button`),
  };
  return (
    <ReasonForm
      action={`/api/v1/bans/${ban.code}/${ADDRESS[action]}`}
      revision={ban.revision}
      {...(by && { hidden: { by } })}
      label={t(`${action}.reason`)}
      submit={t(`${action}.button`)}
      variant={action === "resume" ? "secondary" : "danger"}
      confirm={confirm}
      secondary={<LinkButton href={`/bans/${ban.code}`}>{say("endings.page.back")}</LinkButton>}
    />
  );
}

/** Which ban takes over: a plain address, so that the comparison can be shown to somebody else. */
export function SuccessorForm({
  ban,
  by,
  successors,
}: {
  ban: BanDetail;
  by: string | null;
  successors: { code: string; title: string }[];
}) {
  const t = useTranslations("endings.page");
  if (successors.length === 0) return <Panel title={t("by")}>{t("noSuccessor")}</Panel>;
  return (
    <Panel title={t("by")}>
      <Form action={endingPath(ban.code, "supersede")} scroll={false} className="flex flex-wrap items-end gap-3">
        <Field
          as="select"
          name="by"
          label={t("by")}
          defaultValue={by ?? ""}
          options={[
            { value: "", label: t("byNone") },
            ...successors.map(({ code, title }) => ({ value: code, label: title ? `${code} · ${title}` : code })),
          ]}
          className="min-w-0 grow"
        />
        <button type="submit" className={buttonClass({})}>
          {t("compare")}
        </button>
      </Form>
    </Panel>
  );
}
