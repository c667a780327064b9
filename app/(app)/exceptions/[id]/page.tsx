import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ExceptionActions } from "@/components/exceptions/exception-actions";
import { ExceptionCourse, ExceptionFacts } from "@/components/exceptions/exception-detail";
import { ExceptionTag } from "@/components/exceptions/exception-tag";
import { PageHead } from "@/components/ui/page-head";
import { When } from "@/components/ui/when";
import { requireViewer } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { forDecision, getException } from "@/lib/bans/exceptions/queries";
import { exceptionIdOf } from "@/lib/bans/exceptions/rules";
import { now as clockNow } from "@/lib/clock";

/** Once for the title and the page. */
const exceptionOf = cache(async (viewer: Viewer, code: string) => {
  const id = exceptionIdOf(code);
  return id === null ? null : getException(viewer, id);
});

export async function generateMetadata({ params }: PageProps<"/exceptions/[id]">): Promise<Metadata> {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/exceptions/{id}"), params, getTranslations("exceptions")]);
  const exception = await exceptionOf(viewer, id);
  return { title: exception ? t("detail.title", { code: exception.code }) : t("title") };
}

export default async function ExceptionPage({ params }: PageProps<"/exceptions/[id]">) {
  const [viewer, { id }, t] = await Promise.all([requireViewer("/exceptions/{id}"), params, getTranslations("exceptions")]);
  const exception = (await exceptionOf(viewer, id)) ?? notFound();
  const now = clockNow();
  const { code, status, decideBy } = exception;
  const readsBans = can(viewer, "bans:read");
  return (
    <div className="grid gap-5">
      <div className="-mb-5">
        <PageHead
          title={t("detail.title", { code })}
          crumbs={[readsBans ? { href: "/exceptions", label: t("title") } : { href: "/me/exceptions", label: t("mine.title") }]}
          status={<ExceptionTag status={status} decideBy={decideBy} now={now} />}
          meta={
            decideBy && (
              <span>{t.rich(decideBy < now ? "detail.late" : "detail.waits", { date: () => <When key="date" at={decideBy} /> })}</span>
            )
          }
        />
      </div>
      <ExceptionFacts exception={exception} readsBans={readsBans} />
      <ExceptionActions exception={exception} facts={forDecision(exception)} viewer={viewer} now={now} />
      <ExceptionCourse exception={exception} />
    </div>
  );
}
