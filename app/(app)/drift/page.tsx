import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BansTabs } from "@/components/bans/bans-tabs";
import { DriftDecision } from "@/components/drift/drift-decision";
import { DriftTable } from "@/components/drift/drift-table";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { PageHead } from "@/components/ui/page-head";
import { KeysetPager } from "@/components/ui/pager";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { countDrift, listDrift } from "@/lib/bans/drift/queries";
import { driftPageSchema } from "@/lib/bans/drift/schema";
import { banCode } from "@/lib/bans/rules";
import { DriftStatus } from "@/prisma/generated/enums";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("drift"))("title") };
}

const FORM = "drift-decision";

/** New matches of published bans: whoever writes bans takes them in or leaves them out. */
export default async function DriftPage({ searchParams }: PageProps<"/drift">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/drift"), searchParams, getTranslations("drift")]);
  const { ban, status, cursor, limit } = driftPageSchema.parse({ ...search, cursor: search.after });
  const [{ items, next }, counts] = await Promise.all([
    listDrift(viewer, { ban, status: status === "ALL" ? undefined : status, cursor, limit }),
    countDrift(viewer, { ban }),
  ]);
  const total = status === "ALL" ? counts.OPEN + counts.ACCEPTED + counts.DISMISSED : counts[status];
  const address: Address = { path: "/drift", search };
  const asked = { ban: ban === undefined ? undefined : banCode(ban), status: status === "ALL" ? undefined : status };
  const mayDecide = can(viewer, "bans:write") && items.length > 0;
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <BansTabs current="drift" />
      <FilterBar address={address} names={["ban", "status"]}>
        <Field name="ban" label={t("filter.ban")} defaultValue={ban === undefined ? "" : banCode(ban)} placeholder="BAN-1" maxLength={20} />
        <Field
          as="select"
          name="status"
          label={t("filter.status")}
          defaultValue={status}
          options={[
            ...Object.values(DriftStatus).map((value) => ({ value, label: t(`state.${value}`) })),
            { value: "ALL", label: t("filter.all") },
          ]}
        />
      </FilterBar>
      <DriftTable
        items={items}
        status={status}
        total={total}
        address={address}
        form={mayDecide ? FORM : null}
        csvHref={hrefWith({ path: "/api/v1/drift", search: {} }, { ...asked, format: "csv" })}
      />
      <KeysetPager address={address} next={next} shown={items.length} />
      {mayDecide && (
        <div className="mt-5">
          <DriftDecision id={FORM} />
        </div>
      )}
    </>
  );
}
