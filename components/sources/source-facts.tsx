import { useTranslations } from "next-intl";
import { Day } from "@/components/claims/day";
import { OutsideLink } from "@/components/claims/outside-link";
import { Grade } from "@/components/sources/grade";
import { type Fact, Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { SourceDetail } from "@/lib/risk/sources/queries";

export function SourceFacts({ source }: { source: SourceDetail }) {
  const t = useTranslations("sources");
  const { kind, publishedOn, retrievedOn, reliability, url, recordedBy, recordedAt, note } = source;
  const when = () => <When at={recordedAt} kind="date" />;
  const facts: Fact[] = [
    { label: t("form.publisher"), value: source.publisher },
    { label: t("form.kind"), value: `${t(`kind.${kind}`)} – ${t(`kindMeans.${kind}`)}` },
    { label: t("form.publishedOn"), value: <Day day={publishedOn} /> },
    ...(retrievedOn ? [{ label: t("form.retrievedOn"), value: <Day day={retrievedOn} /> }] : []),
    { label: t("form.reliability"), value: <Grade scale="reliability" grade={reliability} /> },
    { label: t("page.url"), value: url ? <OutsideLink url={url} /> : t("page.noUrl") },
    { label: t("page.recorded"), value: t.rich("page.recordedBy", { who: recordedBy ?? t("page.nobody"), when }) },
  ];
  return (
    <Panel title={t("page.facts")}>
      <Facts facts={facts} />
      {note && <p className="mt-3 max-w-[80ch] break-words whitespace-pre-line text-ink-2">{note}</p>}
    </Panel>
  );
}
