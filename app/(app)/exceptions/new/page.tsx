import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RequestForm, SubjectSearch } from "@/components/exceptions/request-form";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/page";
import type { Viewer } from "@/lib/auth/viewer";
import { askedFor, bansToAsk, banToAsk, findSubjects, ownDevices } from "@/lib/bans/exceptions/request/queries";
import { whyNotAsk } from "@/lib/bans/exceptions/rules";
import { newExceptionPageSchema } from "@/lib/bans/exceptions/schema";
import { now as clockNow } from "@/lib/clock";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exceptions.request"))("title") };
}

/** Without a ban, the bans to choose from. One that allows no exceptions says why and whom to tell, and shows no form. */
export default async function NewExceptionPage({ searchParams }: PageProps<"/exceptions/new">) {
  const [viewer, search] = await Promise.all([requireViewer("/exceptions/new"), searchParams]);
  const asked = newExceptionPageSchema.parse(search);
  return asked.ban === undefined ? <ChooseBan viewer={viewer} /> : <Request viewer={viewer} asked={{ ...asked, ban: asked.ban }} />;
}

type Asked = ReturnType<typeof newExceptionPageSchema.parse> & { ban: number };

async function Request({ viewer, asked }: { viewer: Viewer; asked: Asked }) {
  const isOfficer = viewer.roles.includes("SECURITY_OFFICER");
  const [found, devices, others, said, subject] = await Promise.all([
    banToAsk(viewer, asked.ban),
    ownDevices(viewer),
    findSubjects(viewer, asked.q),
    getTranslations(),
    asked.for === "self" ? null : askedFor(viewer, asked.for),
  ]);
  const ban = found ?? notFound();
  if (asked.for !== "self" && !subject) notFound();
  const whyNot = whyNotAsk(ban);
  return (
    <>
      <PageHead
        title={said("exceptions.request.titleFor", { title: ban.title })}
        crumbs={[{ href: "/me/exceptions", label: said("exceptions.mine.title") }]}
        meta={!whyNot && said("exceptions.request.lead")}
      />
      {whyNot ? (
        <Notice tone="review">
          {said(whyNot.key as "exceptions.whyNot.closed", whyNot.values as { code: string; reason: string; contact: string })}
        </Notice>
      ) : (
        <div className="grid gap-5">
          <RequestForm ban={ban} subject={subject} devices={devices} now={clockNow()} />
          {(isOfficer || viewer.managedPaths.length > 0) && (
            <SubjectSearch ban={ban.code} q={asked.q} found={others} isOfficer={isOfficer} />
          )}
        </div>
      )}
    </>
  );
}

async function ChooseBan({ viewer }: { viewer: Viewer }) {
  const [bans, t, mine] = await Promise.all([bansToAsk(viewer), getTranslations("exceptions.request"), getTranslations("exceptions.mine")]);
  return (
    <>
      <PageHead title={t("title")} crumbs={[{ href: "/me/exceptions", label: mine("title") }]} />
      <Panel>
        {bans.length === 0 ? (
          <EmptyState title={t("chooseNone")} />
        ) : (
          <>
            <p className="mb-2 font-medium">{t("choose")}</p>
            <ul className="grid gap-1">
              {bans.map(({ code, title }) => (
                <li key={code}>
                  <Link className="link" href={`/exceptions/new?ban=${code}`}>
                    {`${code} · ${title}`}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Panel>
    </>
  );
}
