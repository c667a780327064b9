import Link from "next/link";
import { useTranslations } from "next-intl";
import { useClassWords } from "@/components/risk/class-words";
import { ActionForm } from "@/components/ui/action-form";
import { ChoiceField, Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ListedProposal } from "@/lib/risk/classes/proposals/queries";

/** Changes of class that wait for somebody to look. */
export function ClassProposals({ proposals }: { proposals: readonly ListedProposal[] }) {
  const t = useTranslations("classes.proposals");
  const words = useClassWords();
  if (proposals.length === 0) return null;
  return (
    <Panel id="proposals" title={t("title")}>
      <p className="mb-2 text-ink-2">{t("lead")}</p>
      <ul className="grid gap-2">
        {proposals.map(({ id, slug, tool, before, after, cause, openedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-t border-line pt-2">
            <Link href={`/tools/${slug}/class#proposal`} className="link font-medium">
              {tool}
            </Link>
            <span>{t("one", { before: words.class(before), after: words.class(after) })}</span>
            <span className="text-ink-2">{t.rich("because", { cause: words.cause(cause), when: () => <When at={openedAt} /> })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Open = Pick<ListedProposal, "id" | "before" | "after" | "cause" | "openedAt">;

/** The task on the tool's own page, with its answer. */
export function OpenProposal({ proposal, canSettle }: { proposal: Open; canSettle: boolean }) {
  const t = useTranslations("classes.proposals");
  const words = useClassWords();
  const { id, before, after, cause, openedAt } = proposal;
  const said = before
    ? t("notice", { before: words.class(before), after: words.class(after) })
    : t("noticeNew", { after: words.class(after) });
  return (
    <Panel id="proposal" title={t("title")}>
      <p className="font-medium">{said}</p>
      <p className="mb-3 text-ink-2">{t.rich("because", { cause: words.cause(cause), when: () => <When at={openedAt} /> })}</p>
      {canSettle && (
        <ActionForm action={`/api/v1/class-proposals/${id}/settlement`} submit={t("submit")} variant="primary">
          <ChoiceField
            name="decision"
            label={t("decision")}
            hint={t("lead")}
            required
            choices={[
              { value: "accept", label: t("accept"), hint: t("acceptHint") },
              { value: "dismiss", label: t("dismiss") },
            ]}
          />
          <Field as="textarea" name="reason" label={t("reason")} required minLength={3} maxLength={2000} />
        </ActionForm>
      )}
    </Panel>
  );
}
