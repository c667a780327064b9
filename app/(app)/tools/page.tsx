import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AnsweredTools, LookupForm, UnknownTool } from "@/components/registry/lookup";
import { PageHead } from "@/components/ui/page-head";
import { requireViewer } from "@/lib/auth/page";
import { banFactsFor } from "@/lib/bans/queries";
import { now } from "@/lib/clock";
import { commonTools, findTools } from "@/lib/registry/lookup/queries";
import { ownPlace } from "@/lib/registry/queries";
import { decideVerdict } from "@/lib/registry/rules";
import { lookupSchema } from "@/lib/registry/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("answer.lookup"))("title") };
}

export default async function LookupPage({ searchParams }: PageProps<"/tools">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/tools"), searchParams, getTranslations("answer.lookup")]);
  const { q } = lookupSchema.parse(search);
  const [found, person] = await Promise.all([q ? findTools(viewer, q) : commonTools(viewer, 8), ownPlace(viewer)]);
  const bans = await banFactsFor(
    viewer,
    found.map(({ id }) => id),
    person,
  );
  const at = now();
  const tools = found.map(({ id, decisions, ...tool }) => ({
    ...tool,
    verdict: decideVerdict({ decisions, bans: bans.get(id) ?? [] }, person, at),
  }));
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <LookupForm q={q} />
      {tools.length > 0 && <AnsweredTools tools={tools} label={q ? t("results", { n: tools.length, query: q }) : t("often")} />}
      {tools.length === 0 && q && <UnknownTool q={q} />}
    </>
  );
}
