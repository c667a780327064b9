import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { IdentifierAdd } from "@/components/tools/identifier-add";
import { IdentifierChange } from "@/components/tools/identifier-change";
import { IdentifierPreview } from "@/components/tools/identifier-preview";
import { IdentifierTable } from "@/components/tools/identifier-table";
import { firstOf } from "@/components/ui/address";
import { PageHead } from "@/components/ui/page-head";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/config";
import { requireViewer } from "@/lib/auth/page";
import { fieldSentences, parseIn, sentenceOf } from "@/lib/http/sentences";
import { listIdentifiers, previewIdentifier, removalEffect } from "@/lib/registry/tools/identifiers/queries";
import { whyNotValue } from "@/lib/registry/tools/identifiers/rules";
import { type PreviewIdentifier, previewSchema } from "@/lib/registry/tools/identifiers/schema";

export async function generateMetadata({ params }: PageProps<"/tools/[slug]/identifiers">): Promise<Metadata> {
  const [{ slug }, t] = await Promise.all([params, getTranslations("tools.identifier")]);
  return { title: t("title", { tool: slug }) };
}

type Search = Record<string, string | string[] | undefined>;

/** What was asked about, with what is wrong about it; nothing until somebody asks. */
async function askedIn(search: Search): Promise<{ asked: PreviewIdentifier | null; errors: Record<string, string> }> {
  const given = { kind: search.kind, value: search.value, pluginVendor: search.pluginVendor, pluginName: search.pluginName };
  const filled = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (firstOf(value) ? [[name, firstOf(value)]] : [])));
  if (!("value" in filled)) return { asked: null, errors: {} };
  const language = await getLocale();
  const locale = isLocale(language) ? language : DEFAULT_LOCALE;
  const parsed = parseIn(previewSchema, filled, locale);
  if (!parsed.success) {
    const sentences = Object.entries(fieldSentences(parsed.error, locale));
    return { asked: null, errors: Object.fromEntries(sentences.map(([field, said]) => [field, said.join(" ")])) };
  }
  const whyNot = Object.entries(whyNotValue(parsed.data) ?? {});
  return {
    asked: whyNot.length === 0 ? parsed.data : null,
    errors: Object.fromEntries(whyNot.map(([field, reason]) => [field, sentenceOf(reason, locale)])),
  };
}

export default async function IdentifiersPage({ params, searchParams }: PageProps<"/tools/[slug]/identifiers">) {
  const [viewer, { slug }, search, t, tr] = await Promise.all([
    requireViewer("/tools/{slug}/identifiers"),
    params,
    searchParams,
    getTranslations("tools.identifier"),
    getTranslations("registry"),
  ]);
  const { tool, items } = await listIdentifiers(viewer, slug);
  if (tool.mergedInto) redirect(`/tools/${tool.mergedInto.slug}/identifiers`);
  const { asked, errors } = await askedIn(search);
  const changed = items.find(({ id }) => String(id) === firstOf(search.change));
  const [preview, effect] = await Promise.all([
    asked && previewIdentifier(viewer, slug, asked),
    changed ? removalEffect(viewer, slug, changed.id) : null,
  ]);
  const typed = {
    kind: firstOf(search.kind) ?? "",
    value: firstOf(search.value) ?? "",
    pluginVendor: firstOf(search.pluginVendor) ?? "",
    pluginName: firstOf(search.pluginName) ?? "",
  };
  const crumbs = [
    { href: "/registry", label: tr("title") },
    { href: `/tools/${slug}`, label: tool.name },
  ];
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead title={t("title", { tool: tool.name })} crumbs={crumbs} meta={t("lead")} />
      </div>
      {changed && effect && <IdentifierChange key={changed.id} tool={tool} identifier={changed} effect={effect} />}
      <IdentifierAdd key={JSON.stringify(typed)} slug={slug} typed={typed} errors={errors} />
      {asked && preview && <IdentifierPreview key={`${asked.kind} ${asked.value}`} tool={tool} preview={preview} plugin={asked} />}
      <IdentifierTable tool={tool} identifiers={items} />
    </div>
  );
}
