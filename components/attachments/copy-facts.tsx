import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts } from "@/components/ui/facts";
import { When } from "@/components/ui/when";
import type { KeptCopy } from "@/lib/risk/attachments/queries";

/** What is known of a kept file: its kind by its bytes, size, hash, who kept it and how many read it. */
export function CopyFacts({ copy: { contentType, size, sha256, addedAt, addedBy, readBy } }: { copy: KeptCopy }) {
  const t = useTranslations("attachments");
  // Message keys hold no dots.
  const key = `type.${contentType.replaceAll(".", "_")}`;
  return (
    <Facts
      facts={[
        { label: t("columns.type"), value: t.has(key) ? t(key) : contentType },
        { label: t("columns.size"), value: <Size bytes={size} /> },
        {
          label: t("columns.hash"),
          value: (
            <span className="flex flex-wrap items-center gap-2">
              <code title={sha256}>
                <span aria-hidden="true">{sha256.slice(0, 12)}…</span>
                <span className="sr-only">{sha256}</span>
              </code>
              <CopyButton text={sha256} label={t("copyHash")} done={t("copied")} />
            </span>
          ),
        },
        {
          label: t("columns.added"),
          value: (
            <>
              <When at={addedAt} />
              {addedBy && ` · ${addedBy}`}
            </>
          ),
        },
        { label: t("columns.read"), value: t("readBy", { n: readBy }) },
      ]}
    />
  );
}

function Size({ bytes }: { bytes: number }) {
  const t = useTranslations("attachments");
  if (bytes < 1_000) return t("bytes", { n: bytes });
  return bytes < 1_000_000 ? t("kilobytes", { n: Math.round(bytes / 1_000) }) : t("megabytes", { n: bytes / 1_000_000 });
}
