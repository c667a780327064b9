import Link from "next/link";
import { useTranslations } from "next-intl";
import { REQUEST_TONE } from "@/components/requests/request-tone";
import { ActionForm } from "@/components/ui/action-form";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { OwnRequest } from "@/lib/registry/requests/queries";

/** What this person asked for, with the answer or the place in the queue. */
export function OwnRequests({ requests }: { requests: readonly OwnRequest[] }) {
  const t = useTranslations("requests");
  return (
    <ul className="grid gap-4">
      {requests.map((request) => (
        <li key={request.id} id={`request-${request.id}`}>
          <Panel
            title={<span className="break-words">{request.name}</span>}
            aside={<Tag tone={REQUEST_TONE[request.status]}>{t(`state.${request.status}`)}</Tag>}
          >
            <OwnRequestText request={request} />
          </Panel>
        </li>
      ))}
    </ul>
  );
}

function OwnRequestText({ request }: { request: OwnRequest }) {
  const t = useTranslations("requests.mine");
  const { name, status, createdAt, answeredAt, answer, tool, others, ahead, purpose } = request;
  return (
    <div className="grid gap-2">
      {answeredAt && (
        <div className="grid gap-1 text-body-l">
          {answer && <p className="max-w-[68ch] break-words whitespace-pre-line">{t("answer", { answer })}</p>}
          {tool && (
            <p>
              {t.rich("tool", {
                tool: () => (
                  <Link key="tool" className="link font-semibold" href={`/tools/${tool.slug}`}>
                    {tool.name}
                  </Link>
                ),
              })}
            </p>
          )}
        </div>
      )}
      <p className="max-w-[68ch] break-words whitespace-pre-line text-ink-2">{t("purpose", { purpose })}</p>
      <p className="flex flex-wrap gap-x-4 text-ink-2">
        <span>{t.rich("asked", { when: () => <When key="when" at={createdAt} kind="date" /> })}</span>
        {answeredAt && <span>{t.rich("answered", { when: () => <When key="when" at={answeredAt} kind="date" /> })}</span>}
        {status === "OPEN" && <span>{t("ahead", { n: ahead })}</span>}
        {others > 0 && <span>{t("others", { n: others })}</span>}
      </p>
      {status === "OPEN" && (
        <ActionForm
          action={`/api/v1/requests/${request.id}/withdrawal`}
          submit={t("withdraw")}
          variant="secondary"
          size="small"
          confirm={{ title: t("withdrawTitle", { name }), body: t("withdrawText"), action: t("withdraw") }}
        />
      )}
    </div>
  );
}
