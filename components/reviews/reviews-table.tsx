import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ReviewTag } from "@/components/reviews/review-tag";
import { type Address, hrefWith } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { When } from "@/components/ui/when";
import type { ReviewItem } from "@/lib/risk/reviews/queries";
import type { DecisionStatus, RiskClass } from "@/prisma/generated/enums";

/** Where it is looked over. */
function placeOf({ kind, id, toolSlug }: ReviewItem): string {
  if (kind === "finding") return `/findings/${id}`;
  return kind === "decision" ? `/tools/${toolSlug}#decisions` : `/tools/${toolSlug}/class`;
}

type Props = { items: readonly ReviewItem[]; total: number; address: Address; mayWrite: boolean };

/** What has to be looked at again, what is longest overdue first. */
export function ReviewsTable({ items, total, address, mayWrite }: Props) {
  const t = useTranslations("reviews");
  const what = useWhatWords();
  return (
    <DataTable
      caption={t("caption")}
      summary={t("summary", { n: total })}
      address={address}
      rows={items}
      rowId={({ kind, id }) => `${kind}-${id}`}
      rowHref={placeOf}
      empty={<EmptyState title={t("nothing")}>{t("nothingHint")}</EmptyState>}
      columns={[
        { id: "tool", header: t("columns.tool"), cell: ({ tool }) => tool, title: ({ tool }) => tool },
        { id: "kind", header: t("columns.kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
        { id: "what", header: t("columns.what"), cell: what, title: what },
        {
          id: "reviewOn",
          header: t("columns.reviewOn"),
          cell: ({ reviewOn }) => (reviewOn ? <When at={reviewOn} kind="date" zone="UTC" /> : "–"),
        },
        { id: "state", header: t("columns.state"), cell: ({ state }) => <ReviewTag state={state} /> },
        { id: "lastAt", header: t("columns.lastAt"), cell: ({ lastAt }) => <When at={lastAt} kind="date" /> },
        ...(mayWrite
          ? [
              {
                id: "action",
                header: t("columns.action"),
                cell: (item: ReviewItem) => {
                  const href = item.kind === "classification" ? `${hrefWith(address, { review: item.toolSlug })}#review` : placeOf(item);
                  return (
                    <Link className="link" href={href} aria-label={t("reviewNamed", { tool: item.tool })}>
                      {t("review")}
                    </Link>
                  );
                },
              },
            ]
          : []),
      ]}
    />
  );
}

function useWhatWords(): (item: ReviewItem) => string {
  const t = useTranslations("reviews.class");
  const words = useRegistryWords();
  return ({ kind, what }) => {
    if (kind === "classification") return t(what as RiskClass);
    return kind === "decision" ? words.of("decision", what as DecisionStatus) : what;
  };
}
