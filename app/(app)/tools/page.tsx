import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { verdictScope } from "@/app/(app)/registry/verdict-scope";
import { ApprovedTools, Uses } from "@/components/registry/approved-tools";
import { AnsweredTools, FoundTools, LookupForm, UnknownTool } from "@/components/registry/lookup";
import { AskForm } from "@/components/requests/ask-form";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { banFactsFor } from "@/lib/bans/queries";
import { now } from "@/lib/clock";
import { commonTools, type FoundTool, findTools } from "@/lib/registry/lookup/queries";
import { lookupSchema } from "@/lib/registry/lookup/schema";
import { ownPlace } from "@/lib/registry/queries";
import { waitingFor } from "@/lib/registry/requests/queries";
import { decideVerdict } from "@/lib/registry/rules";
import { listUses, usableTools } from "@/lib/registry/search/queries";

const OFTEN = 8;
const MOST_OF_USE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("answer.lookup"))("title") };
}

export default async function LookupPage({ searchParams }: PageProps<"/tools">) {
  const [viewer, search, t] = await Promise.all([requireViewer("/tools"), searchParams, getTranslations("answer.lookup")]);
  const { q, use } = lookupSchema.parse(search);
  return (
    <>
      <PageHead title={t("title")} meta={t("lead")} />
      <LookupForm q={q} />
      {q ? <Result viewer={viewer} q={q} /> : use ? <OfUse viewer={viewer} use={use} /> : <Beginning viewer={viewer} />}
    </>
  );
}

/** Tools with their verdicts for the viewer. */
async function answered<Tool extends FoundTool>(viewer: Viewer, found: readonly Tool[]) {
  const at = now();
  const person = await ownPlace(viewer);
  const ids = found.map(({ id }) => id);
  const bans = await banFactsFor(viewer, ids, person);
  return found.map(({ id, decisions, ...tool }) => ({
    ...tool,
    verdict: decideVerdict({ decisions, bans: bans.get(id) ?? [] }, person, at),
  }));
}

async function Result({ viewer, q }: { viewer: Viewer; q: string }) {
  const { tools, hasMore } = await findTools(viewer, q);
  if (tools.length > 0) return <FoundTools q={q} tools={await answered(viewer, tools)} hasMore={hasMore} />;
  const [uses, waiting, t, tu] = await Promise.all([
    listUses(viewer),
    waitingFor(viewer, q),
    getTranslations("requests.ask"),
    getTranslations("requests.uses"),
  ]);
  return (
    <>
      <UnknownTool q={q} />
      <div className="mt-5">
        <Panel title={t("title")}>
          <AskForm name={q} uses={uses} waiting={waiting} />
        </Panel>
      </div>
      <Uses uses={uses} title={tu("title")} />
    </>
  );
}

async function OfUse({ viewer, use }: { viewer: Viewer; use: string }) {
  const [uses, person, t, tr] = await Promise.all([
    listUses(viewer),
    ownPlace(viewer),
    getTranslations("requests.uses"),
    getTranslations("registry.category"),
  ]);
  const scope = await verdictScope(viewer, person, now());
  const tools = await usableTools(viewer, { use, limit: MOST_OF_USE }, scope);
  return (
    <>
      <div className="mt-5">
        <ApprovedTools title={t("of", { use: tr.has(use) ? tr(use) : use })} tools={tools} />
      </div>
      <Uses uses={uses} current={use} title={t("all")} />
    </>
  );
}

async function Beginning({ viewer }: { viewer: Viewer }) {
  const [uses, common, t, tu] = await Promise.all([
    listUses(viewer),
    commonTools(viewer, OFTEN),
    getTranslations("answer.lookup"),
    getTranslations("requests.uses"),
  ]);
  return (
    <>
      {common.length > 0 && <AnsweredTools tools={await answered(viewer, common)} label={t("often")} />}
      <Uses uses={uses} title={tu("title")} />
    </>
  );
}
