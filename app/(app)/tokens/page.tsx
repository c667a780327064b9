import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MadeToken } from "@/components/auth/made-token";
import { TokenForm } from "@/components/auth/token-form";
import { TokensTable } from "@/components/auth/tokens-table";
import { PageHead } from "@/components/ui/page-head";
import { readMadeToken } from "@/lib/auth/made-token";
import { requireViewer } from "@/lib/auth/page";
import { listTokens } from "@/lib/auth/tokens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("tokens.title") };
}

export default async function TokensPage() {
  const [viewer, t] = await Promise.all([requireViewer("/tokens"), getTranslations("auth.tokens")]);
  const [tokens, made] = await Promise.all([listTokens(viewer), readMadeToken(viewer)]);
  return (
    <>
      <PageHead title={t("title")} meta={<p className="max-w-[68ch]">{t("text")}</p>} />
      <div className="grid gap-6">
        {made && <MadeToken token={made.token} />}
        <TokensTable tokens={tokens} />
        <TokenForm />
      </div>
    </>
  );
}
