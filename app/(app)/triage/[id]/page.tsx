import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ItemFacts, ItemParts, ItemSignals } from "@/components/triage/item-facts";
import { ItemForms, Reopen } from "@/components/triage/item-forms";
import { Suggestions } from "@/components/triage/step-fields";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { getTriageItem, triageChoices } from "@/lib/inventory/triage/queries";
import { triageParams } from "@/lib/inventory/triage/schema";

/** Once for the title and the page. */
const itemOf = cache((viewer: Viewer, id: string) => {
  const parsed = triageParams.safeParse({ id });
  return parsed.success ? getTriageItem(viewer, parsed.data.id) : null;
});

export async function generateMetadata({ params }: PageProps<"/triage/[id]">): Promise<Metadata> {
  const item = await itemOf(await requireViewer("/triage/{id}"), (await params).id);
  return { title: item?.name ?? "" };
}

export default async function TriageItemPage({ params }: PageProps<"/triage/[id]">) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/triage/{id}"), params, getTranslations("triage")]);
  const mayStep = can(viewer, "registry:write");
  const [found, choices] = await Promise.all([itemOf(viewer, id), mayStep ? triageChoices(viewer) : null]);
  const item = found ?? notFound();
  const isOpen = !item.matched && !item.dismissedAt;
  return (
    <>
      <PageHead title={item.name} crumbs={[{ href: "/triage", label: t("title") }]} />
      <div className="grid gap-4">
        {item.matched && (
          <Notice tone="ok" title={t("page.matchedTitle", { tools: item.tools.map(({ name }) => name).join(", ") })}>
            <p>{t("page.matched")}</p>
            <ul className="flex flex-wrap gap-x-4">
              {item.tools.map(({ slug, name }) => (
                <li key={slug}>
                  <Link className="link" href={`/tools/${slug}`}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {!item.matched && item.dismissedAt && (
          <Notice tone="review" {...(mayStep && { actions: <Reopen id={item.id} /> })}>
            {t.rich("dismiss.done", {
              who: item.dismissedBy ?? t("dismiss.somebody"),
              reason: item.dismissReason ?? "",
              when: () => <When key="when" at={item.dismissedAt ?? item.firstSeenAt} />,
            })}
          </Notice>
        )}
        <ItemFacts item={item} />
        <ItemSignals item={item} />
        <ItemParts item={item} />
        {choices && isOpen && <ItemForms item={item} categories={choices.categories} />}
        {choices && isOpen && <Suggestions choices={choices} />}
      </div>
    </>
  );
}
