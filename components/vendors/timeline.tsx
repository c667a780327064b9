import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { KeysetPager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { Keyset } from "@/lib/http/keyset";
import type { VendorEventItem } from "@/lib/registry/vendors/events/queries";

type Props = {
  vendor: { slug: string; name: string };
  events: Keyset<VendorEventItem>;
  address: Address;
  mayWrite: boolean;
  /** The event that is about to be removed, as the address says. */
  removing: number | null;
};

/** What happened with a vendor, newest first. */
export function Timeline({ vendor, events: { items, next }, address, mayWrite, removing }: Props) {
  const t = useTranslations("vendors.page");
  const kind = useTranslations("vendors.kind");
  const isPaged = next !== null || address.search.after !== undefined;
  return (
    <Panel
      id="timeline"
      title={t("timeline")}
      aside={
        mayWrite && (
          <Link className="link" href={`${hrefWith(address, { record: "1", remove: null })}#record`} prefetch={false}>
            {t("record")}
          </Link>
        )
      }
    >
      {items.length === 0 && <p className="text-ink-2">{t("noEvents")}</p>}
      <ol aria-label={t("events", { vendor: vendor.name })} className="grid gap-4">
        {items.map((event) => (
          <li key={event.id} id={`event-${event.id}`} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[9.5rem_1fr]">
            <div className="text-ink-2">
              <When at={new Date(event.happenedOn)} kind="date" zone="UTC" />
              <div>{kind(event.kind)}</div>
            </div>
            <div className="min-w-0 break-words">
              <Said event={event} />
              {mayWrite && <Removal vendor={vendor} event={event} isOpen={removing === event.id} address={address} />}
            </div>
          </li>
        ))}
      </ol>
      {isPaged && (
        <div className="mt-4">
          <KeysetPager address={address} next={next} shown={items.length} label={t("events", { vendor: vendor.name })} />
        </div>
      )}
    </Panel>
  );
}

function Said({ event: { title, details, source, sourceUrl, recordedBy, recordedAt } }: { event: VendorEventItem }) {
  const t = useTranslations("vendors.page");
  const when = () => <When at={recordedAt} kind="date" />;
  return (
    <>
      <p className="max-w-[80ch] font-semibold">{title}</p>
      {details && <p className="max-w-[80ch] whitespace-pre-line">{details}</p>}
      <p className="text-ink-2">
        {sourceUrl ? (
          <a className="link" href={sourceUrl} rel="noreferrer nofollow">
            {t("said", { source })}
          </a>
        ) : (
          t("said", { source })
        )}
        {" · "}
        {recordedBy ? t.rich("recorded", { who: recordedBy.name, when }) : t.rich("recordedNobody", { when })}
      </p>
    </>
  );
}

type RemovalProps = { vendor: { slug: string }; event: VendorEventItem; isOpen: boolean; address: Address };

function Removal({ vendor, event: { id, title }, isOpen, address }: RemovalProps) {
  const t = useTranslations("vendors.page");
  if (!isOpen) {
    return (
      <Link
        className="link"
        href={`${hrefWith(address, { remove: id, record: null, after: String(address.search.after ?? "") })}#event-${id}`}
        aria-label={t("removeNamed", { title })}
        scroll={false}
        prefetch={false}
      >
        {t("remove")}
      </Link>
    );
  }
  return (
    <div className="mt-2">
      <ActionForm action={`/api/v1/vendors/${vendor.slug}/events/${id}/removal`} submit={t("remove")} variant="danger">
        <Field
          name="reason"
          label={t("removeReason")}
          hint={t("removeReasonHint")}
          required
          minLength={3}
          maxLength={500}
          className="max-w-[40rem]"
        />
      </ActionForm>
    </div>
  );
}
