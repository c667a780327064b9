import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Fragment } from "react";
import { ModeMark } from "@/components/models/mode-mark";
import { useRegistryWords } from "@/components/registry/words";
import { LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { compareText, MODES } from "@/lib/registry/models/access/rules";
import { channelOf } from "@/lib/registry/models/channels";
import type { ToolAccess, ToolDetail } from "@/lib/registry/queries";

type Props = { tool: ToolDetail; isOfficer: boolean; canEdit: boolean };

/** The access graph read from a tool: which models it serves and how, and whether it can be pointed at others that nobody can list. */
export function ToolModels({ tool, isOfficer, canEdit }: Props) {
  const t = useTranslations("registry.tool");
  const columns = useColumns(tool.name, isOfficer, canEdit);
  const models = useTranslations("models");
  const { access, anyService, anyWeights, name, slug } = tool;
  const isOpen = anyService.length + anyWeights.length > 0;
  const rows = access.toSorted(
    (a, b) => MODES.indexOf(a.mode) - MODES.indexOf(b.mode) || compareText(a.family.name, b.family.name) || a.id - b.id,
  );
  return (
    <Panel
      id="models"
      title={t("models")}
      aside={
        canEdit && (
          <LinkButton href={`/models/access/new?tool=${slug}`} size="small">
            {models("recordAccess")}
          </LinkButton>
        )
      }
    >
      <div className="mb-3 grid max-w-[80ch] gap-1">
        {access.length > 0 && <Reading tool={name} access={access} isOfficer={isOfficer} />}
        {anyService.length > 0 && <p>{t("anyService", { channels: anyService.join(", ") })}</p>}
        {anyWeights.length > 0 && <p>{t("anyWeights", { channels: anyWeights.join(", ") })}</p>}
        {isOpen && isOfficer && <p className="text-ink-2">{t("anyMeans")}</p>}
        {access.length === 0 && !isOpen && <p className="text-ink-2">{t("noModels")}</p>}
      </div>
      {access.length > 0 && (
        <DataTable
          caption={t("modelsCaption", { tool: name })}
          isPlain
          address={{ path: `/tools/${slug}`, search: {} }}
          rows={rows}
          rowId={({ id }) => id}
          rowHref={({ family }) => (isOfficer ? `/models/${family.slug}` : null)}
          empty={null}
          columns={columns}
        />
      )}
    </Panel>
  );
}

/** "Cursor serves 5 model families: Composer is on by default; Claude and GPT can be chosen." */
function Reading({ tool, access, isOfficer }: { tool: string; access: readonly ToolAccess[]; isOfficer: boolean }) {
  const t = useTranslations("models.tool");
  const format = useFormatter();
  const families = [...Map.groupBy(access, ({ family }) => family.slug).values()].flatMap((edges) => {
    const [widest] = edges.toSorted((a, b) => MODES.indexOf(a.mode) - MODES.indexOf(b.mode));
    return widest ? [widest] : [];
  });
  const parts = MODES.flatMap((mode) => {
    const own = families.filter((edge) => edge.mode === mode).sort((a, b) => compareText(a.family.name, b.family.name));
    if (own.length === 0) return [];
    const names = format.list(
      own.map(({ family }) =>
        isOfficer ? (
          <Link key={family.slug} className="link" href={`/models/${family.slug}`} prefetch={false}>
            {family.name}
          </Link>
        ) : (
          <Fragment key={family.slug}>{family.name}</Fragment>
        ),
      ),
    );
    return [{ mode, n: own.length, names }];
  });
  return (
    <p>
      {t.rich("sentence", {
        tool,
        n: families.length,
        parts: () => (
          <Fragment key="parts">
            {parts.map(({ mode, n, names }, index) => (
              <Fragment key={mode}>
                {index > 0 && t("semicolon")}
                {t.rich(`part.${mode}`, { n, families: () => <Fragment key="families">{names}</Fragment> })}
              </Fragment>
            ))}
          </Fragment>
        ),
      })}
    </p>
  );
}

function useColumns(tool: string, isOfficer: boolean, canEdit: boolean): Column<ToolAccess>[] {
  const t = useTranslations("registry.tool");
  const models = useTranslations("models");
  const words = useRegistryWords();
  const yesNo = useTranslations("registry");
  const forAll: Column<ToolAccess>[] = [
    { id: "family", header: t("modelColumns.family"), cell: ({ family }) => family.name },
    { id: "vendor", header: t("modelColumns.vendor"), cell: ({ family }) => family.vendor.name },
    { id: "mode", header: t("modelColumns.mode"), cell: ({ mode }) => <ModeMark mode={mode}>{words.of("mode", mode)}</ModeMark> },
    {
      id: "channels",
      header: t("modelColumns.channels"),
      cell: ({ channel }) => {
        const { label, kind } = channelOf(channel);
        return (
          <>
            {label}
            {isOfficer && <span className="block whitespace-nowrap text-ink-2">{models(`kind.${kind}`)}</span>}
          </>
        );
      },
    },
  ];
  const forOfficers: Column<ToolAccess>[] = [
    { id: "weights", header: t("modelColumns.weights"), cell: ({ family }) => yesNo(family.openWeights ? "yes" : "no") },
    {
      id: "source",
      header: t("modelColumns.source"),
      cell: ({ source, asOf }) => (
        <>
          {words.source(source)}
          {asOf && (
            <>
              {" · "}
              <When at={new Date(`${asOf}T00:00:00Z`)} kind="date" zone="UTC" />
            </>
          )}
        </>
      ),
      title: ({ source }) => words.source(source),
    },
  ];
  const edit: Column<ToolAccess> = {
    id: "edit",
    header: models("tool.edit"),
    cell: ({ id, family, channel }) => (
      <Link
        href={`/models/access/${id}`}
        prefetch={false}
        aria-label={models("tool.editName", { tool, family: family.name, channel: channelOf(channel).label })}
      >
        {models("tool.edit")}
      </Link>
    ),
  };
  return [...forAll, ...(isOfficer ? forOfficers : []), ...(canEdit ? [edit] : [])];
}
