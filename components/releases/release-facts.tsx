import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ReleaseDate } from "@/components/releases/release-date";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ReleaseDetail } from "@/lib/registry/releases/queries";

export function ReleaseFacts({ release }: { release: ReleaseDetail }) {
  const t = useTranslations("releases.one");
  const format = useFormatter();
  const words = useRegistryWords();
  const { kind, publishedAt, isWithdrawn, devices, source, note, recordedAt, recordedBy } = release;
  const by = recordedBy && (
    <Link href={`/people/${recordedBy.id}`} className="link">
      {recordedBy.name}
    </Link>
  );
  return (
    <Panel>
      <Facts
        facts={[
          { label: t("published"), value: <ReleaseDate at={publishedAt} isExact /> },
          { label: t("kind"), value: words.of("kind", kind) },
          { label: t("withdrawn"), value: t(isWithdrawn ? "yes" : "no") },
          { label: t("devices"), value: format.number(devices) },
          { label: t("source"), value: source },
          {
            label: t("recorded"),
            value: (
              <>
                <When at={recordedAt} />
                {by && " · "}
                {by}
              </>
            ),
          },
          ...(note ? [{ label: t("note"), value: <span className="whitespace-pre-line">{note}</span> }] : []),
        ]}
      />
    </Panel>
  );
}
