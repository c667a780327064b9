import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import type { Address } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { Asking, RequestDetail } from "@/lib/registry/requests/queries";
import { NAME_MAX, TEXT_MAX } from "@/lib/registry/requests/schema";

/** Everybody who asked by this name, and what for. */
export function Askings({ request, address, linksPeople }: { request: RequestDetail; address: Address; linksPeople: boolean }) {
  const t = useTranslations("requests.detail");
  const words = useRegistryWords();
  const columns: Column<Asking>[] = [
    { id: "person", header: t("columns.person"), cell: ({ person }) => person.name },
    { id: "team", header: t("columns.team"), cell: ({ person }) => person.team },
    { id: "purpose", header: t("columns.purpose"), cell: ({ purpose }) => <span className="whitespace-pre-line">{purpose}</span> },
    // Typed by somebody: shown as text, so that nobody follows it by accident.
    { id: "homepage", header: t("columns.homepage"), cell: ({ homepage }) => homepage ?? "–" },
    { id: "category", header: t("columns.category"), cell: ({ category }) => (category ? words.of("category", category) : "–") },
    { id: "when", header: t("columns.when"), cell: ({ createdAt }) => <When at={createdAt} kind="date" /> },
  ];
  return (
    <Panel title={t("who")} isFlush aside={t("people", { n: request.askings.length })}>
      <DataTable
        caption={t("caption")}
        columns={columns}
        rows={request.askings}
        rowId={({ id }) => id}
        {...(linksPeople && { rowHref: ({ person }: Asking) => `/people/${person.id}` })}
        address={address}
        isPlain
        empty={null}
      />
    </Panel>
  );
}

type Similar = { slug: string; name: string; vendorName: string };

/** The answer that was given, or the form to give it. */
export function RequestAnswer({ request, similar, canWrite }: { request: RequestDetail; similar: readonly Similar[]; canWrite: boolean }) {
  const t = useTranslations("requests.detail");
  if (request.status === "WITHDRAWN") return <Panel title={t("answerTitle")}>{t("withdrawn")}</Panel>;
  if (request.status === "ANSWERED") return <Given request={request} />;
  return (
    <Panel title={t("answerTitle")}>
      <div className="grid gap-3">
        <p className="text-ink-2">{t("answerLead")}</p>
        {similar.length > 0 && (
          <div>
            <p className="font-medium">{t("similar")}</p>
            <ul className="flex flex-wrap gap-x-4">
              {similar.map(({ slug, name, vendorName }) => (
                <li key={slug}>
                  <Link className="link" href={`/tools/${slug}`}>
                    {name}
                  </Link>{" "}
                  <span className="text-ink-2">{vendorName}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        <ActionForm
          action={`/api/v1/requests/${request.id}/answer`}
          submit={t("submit", { n: request.askings.length })}
          variant="primary"
          disabledReason={canWrite ? null : t("noWrite")}
        >
          {canWrite && <AnswerFields request={request} similar={similar} />}
        </ActionForm>
      </div>
    </Panel>
  );
}

function AnswerFields({ request, similar }: { request: RequestDetail; similar: readonly Similar[] }) {
  const t = useTranslations("requests.detail");
  return (
    <>
      <Field
        name="tool"
        label={t("tool")}
        hint={t("toolHint")}
        defaultValue={request.tool?.slug ?? ""}
        maxLength={NAME_MAX}
        autoComplete="off"
        list="similar-tools"
        isOptional
      />
      <datalist id="similar-tools">
        {similar.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </datalist>
      <Field as="textarea" name="answer" label={t("text")} hint={t("textHint")} maxLength={TEXT_MAX} />
    </>
  );
}

function Given({ request: { answer, answeredAt, answeredBy, tool } }: { request: RequestDetail }) {
  const t = useTranslations("requests.detail");
  return (
    <Panel title={t("answerTitle")}>
      <div className="grid gap-2">
        {tool && (
          <p>
            {t.rich("known", {
              tool: () => (
                <Link key="tool" className="link" href={`/tools/${tool.slug}`}>
                  {tool.name}
                </Link>
              ),
            })}
          </p>
        )}
        {answer && <p className="max-w-[68ch] break-words whitespace-pre-line">{answer}</p>}
        {answeredAt && (
          <p className="text-ink-2">
            {t.rich(answeredBy ? "by" : "nobody", {
              name: answeredBy ?? "",
              when: () => <When key="when" at={answeredAt} />,
            })}
          </p>
        )}
      </div>
    </Panel>
  );
}
