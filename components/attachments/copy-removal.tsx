import Link from "next/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { type Address, hrefWith } from "@/components/ui/address";
import { Field } from "@/components/ui/field";
import type { KeptCopy } from "@/lib/risk/attachments/queries";

/** First a link, then the question why: the content goes for good. */
export function CopyRemoval({ copy: { id, name }, isOpen, address }: { copy: KeptCopy; isOpen: boolean; address: Address }) {
  const t = useTranslations("attachments.remove");
  if (!isOpen) {
    return (
      <Link
        className="link break-words py-1"
        href={`${hrefWith(address, { removeCopy: id })}#copy-${id}`}
        scroll={false}
        prefetch={false}
        aria-label={t("of", { name })}
      >
        {t("open")}
      </Link>
    );
  }
  return (
    <div className="grid basis-full gap-2">
      <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
      <ActionForm
        action={`/api/v1/attachments/${id}/removal`}
        submit={t("submit")}
        variant="danger"
        confirm={{ title: t("confirmTitle", { name }), body: t("confirmBody"), action: t("submit") }}
        returnTo={hrefWith(address, { removeCopy: null })}
      >
        <Field name="reason" label={t("reason")} required minLength={3} maxLength={500} className="max-w-[40rem]" />
      </ActionForm>
    </div>
  );
}
