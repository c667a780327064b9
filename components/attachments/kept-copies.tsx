import { useTranslations } from "next-intl";
import { CopyFacts } from "@/components/attachments/copy-facts";
import { CopyRemoval } from "@/components/attachments/copy-removal";
import { UploadForm } from "@/components/attachments/upload-form";
import { type Address, firstOf } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { When } from "@/components/ui/when";
import type { KeptCopy } from "@/lib/risk/attachments/queries";
import type { Place } from "@/lib/risk/attachments/schema";

type Props = {
  /** What the copies hang at. */
  place: Place;
  copies: readonly KeptCopy[];
  mayWrite: boolean;
  /** `removeCopy=` in it is the copy that is about to be removed. */
  address: Address;
};

/** The kept copies of a document or a finding: what they are, who read them, and for officers keeping one more or removing one. */
export function KeptCopies({ place, copies, mayWrite, address }: Props) {
  const t = useTranslations("attachments");
  const removing = Number(firstOf(address.search.removeCopy)) || null;
  return (
    <Panel id="copies" title={t("title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("lead")}</p>
      {copies.length === 0 ? (
        <p className="text-ink-2">{t("empty")}</p>
      ) : (
        <ul aria-label={t("caption")} className="grid gap-4">
          {copies.map((copy) => (
            <li key={copy.id} id={`copy-${copy.id}`} className="grid min-w-0 gap-2 border-t border-line pt-3">
              <Heading copy={copy} />
              {copy.note && <p className="max-w-[68ch] break-words">{copy.note}</p>}
              <CopyFacts copy={copy} />
              {copy.removedAt ? <Removed copy={copy} at={copy.removedAt} /> : null}
              {!copy.removedAt && copy.isActive && (
                <p className="max-w-[68ch] break-words text-ink-2">{t("activeHint", { name: copy.downloadName })}</p>
              )}
              {!copy.removedAt && (
                <div className="flex flex-wrap items-start gap-2">
                  <LinkButton href={`/api/v1/attachments/${copy.id}/content`} size="small">
                    <span className="break-words whitespace-normal">{t("download", { name: copy.name })}</span>
                  </LinkButton>
                  {mayWrite && <CopyRemoval copy={copy} isOpen={removing === copy.id} address={address} />}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <UploadForm place={place} />}
    </Panel>
  );
}

function Heading({ copy: { name, removedAt, isActive, isMisnamed } }: { copy: KeptCopy }) {
  const t = useTranslations("attachments");
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <bdi className="min-w-0 break-all font-semibold">{name}</bdi>
      {removedAt && (
        <Tag tone="exempt" isOutline>
          {t("gone")}
        </Tag>
      )}
      {!removedAt && isMisnamed && <Tag tone="due">{t("misnamed")}</Tag>}
      {!removedAt && isActive && <Tag tone="due">{t("active")}</Tag>}
    </p>
  );
}

function Removed({ copy: { removedBy, removedReason }, at }: { copy: KeptCopy; at: Date }) {
  const t = useTranslations("attachments");
  const person = removedBy ?? t("removedByNobody");
  return (
    <p className="max-w-[68ch] break-words text-ink-2">
      {t.rich("removedFor", { when: () => <When at={at} />, person, reason: removedReason ?? "" })}
    </p>
  );
}
