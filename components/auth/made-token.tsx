import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";

/** A token that was just made, in full: the only time it is shown. */
export function MadeToken({ token }: { token: string }) {
  const t = useTranslations("auth.tokens");
  return (
    <div id="made" className="scroll-mt-20">
      <Notice tone="ok" role="status" title={t("madeTitle")} actions={<CopyButton text={token} label={t("copy")} done={t("copied")} />}>
        <p>{t("made")}</p>
        <p className="mt-1">
          <code className="break-all select-all">{token}</code>
        </p>
      </Notice>
    </div>
  );
}
