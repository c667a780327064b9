import { useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { KeysetPager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import type { ChangedPerson } from "@/lib/bans/diff/queries";
import type { Keyset } from "@/lib/http/keyset";

type Props = { change: "gained" | "lost"; people: Keyset<ChangedPerson>; address: Address };

/** The rows behind "people who were not bound before" and "people who are bound no longer". */
export function ChangedPeople({ change, people, address }: Props) {
  const t = useTranslations("versions.diff");
  const title = t(`${change}Title`);
  return (
    <Panel title={title} id="people" isFlush>
      <DataTable
        caption={title}
        isPlain
        address={address}
        rows={people.items}
        rowId={({ id }) => id}
        rowHref={({ id }) => `/people/${id}`}
        empty={<p>{t("noPeople")}</p>}
        columns={[
          { id: "person", header: t("person"), cell: ({ name }) => name },
          { id: "team", header: t("team"), cell: ({ team }) => team },
        ]}
      />
      <KeysetPager address={address} next={people.next} shown={people.items.length} />
    </Panel>
  );
}
