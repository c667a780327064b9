import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { usePlatformWords } from "@/components/tools/identifier-words";
import { ActionForm } from "@/components/ui/action-form";
import { DataTable } from "@/components/ui/data-table";
import { Facts } from "@/components/ui/facts";
import { CheckField, Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { IdentifierPreview as Preview } from "@/lib/registry/tools/identifiers/queries";
import type { SharedWith } from "@/lib/registry/tools/identifiers/rules";
import { Confidence } from "@/prisma/generated/enums";

type Tool = { slug: string; name: string };
type Props = { tool: Tool; preview: Preview; plugin: { pluginVendor?: string | undefined; pluginName?: string | undefined } };

/** The second step: what the identifier would recognise, whom else it means, and then the rest of the form. */
export function IdentifierPreview({ tool, preview, plugin }: Props) {
  const t = useTranslations("tools.identifier");
  const { kind, value, there } = preview;
  return (
    <Panel id="preview" title={t("preview", { value })}>
      <div className="grid gap-4">
        <PreviewFacts preview={preview} />
        {preview.namesSoftware ? <Software tool={tool} preview={preview} /> : <p className="text-ink-2">{t("neverSoftware")}</p>}
        {preview.sharedWith.length > 0 && (
          <Notice tone="due" title={t("sharedTitle")}>
            <ul className="grid gap-1">
              {preview.sharedWith.map((other) => (
                <li key={other.slug}>
                  <Other other={other} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {preview.bans.length > 0 && <Bans tool={tool} preview={preview} />}
        {there === null ? (
          <ActionForm action={`/api/v1/tools/${tool.slug}/identifiers`} submit={t("save")} hidden={{ kind, value, ...plugin }}>
            <IdentifierFields confidence="HIGH" source="" note="" isNoteNeeded={preview.needsShared} />
            {preview.needsShared && <CheckField name="isShared" label={t("isShared")} />}
          </ActionForm>
        ) : (
          <p className="font-medium">{t("thereHere", { value: there })}</p>
        )}
      </div>
    </Panel>
  );
}

function PreviewFacts({ preview }: { preview: Preview }) {
  const t = useTranslations("tools.identifier");
  const words = useRegistryWords();
  const platforms = usePlatformWords();
  const { kind, matchValue, namesSoftware, devices, people, found, unmatched } = preview;
  return (
    <Facts
      facts={[
        { label: t("kind"), value: words.of("kind", kind) },
        { label: t("comparedAs"), value: <code>{matchValue}</code> },
        { label: t("platformLabel"), value: platforms(preview.platforms) },
        ...(namesSoftware ? [{ label: t("foundOn"), value: t("foundOnValue", { devices, people }) }] : []),
        ...(found > 0 ? [{ label: t("unmatched"), value: t("unmatchedValue", { n: unmatched, found }) }] : []),
      ]}
    />
  );
}

function Software({ tool, preview: { software, found } }: { tool: Tool; preview: Preview }) {
  const t = useTranslations("tools.identifier");
  const format = useFormatter();
  if (found === 0) return <p className="text-ink-2">{t("nothing")}</p>;
  return (
    <div>
      <DataTable
        caption={t("softwareCaption")}
        isPlain
        address={{ path: `/tools/${tool.slug}/identifiers`, search: {} }}
        rows={software}
        rowId={({ name, publisher }) => `${name} ${publisher}`}
        empty={null}
        columns={[
          { id: "name", header: t("softwareColumns.name"), cell: ({ name }) => name, title: ({ name }) => name },
          { id: "publisher", header: t("softwareColumns.publisher"), cell: ({ publisher }) => publisher || "–" },
          { id: "versions", header: t("softwareColumns.versions"), isNumeric: true, cell: ({ versions }) => format.number(versions) },
          { id: "devices", header: t("softwareColumns.devices"), isNumeric: true, cell: ({ devices }) => format.number(devices) },
          {
            id: "tools",
            header: t("softwareColumns.tools"),
            cell: ({ tools }) => (tools.length === 0 ? t("notKnown") : tools.map(({ name, vendor }) => `${name} (${vendor})`).join(", ")),
          },
        ]}
      />
      {found > software.length && <p className="mt-2 text-ink-2">{t("softwareMore", { shown: software.length, found })}</p>}
    </div>
  );
}

function Other({ other: { slug, name, vendor, value, how } }: { other: SharedWith }) {
  const t = useTranslations("tools.identifier.sharedHow");
  const link = () => (
    <Link className="link" href={`/tools/${slug}`}>
      {name}
    </Link>
  );
  return <>{t.rich(how, { vendor, value, tool: link })}</>;
}

function Bans({ tool, preview: { bans, isNewKind } }: { tool: Tool; preview: Preview }) {
  const t = useTranslations("tools.identifier");
  return (
    <div>
      <h3 className="mb-1 font-semibold">{t("bansTitle", { tool: tool.name })}</h3>
      <ul className="grid gap-1">
        {bans.map(({ code, title, people }) => (
          <li key={code}>{t("banNew", { ban: title ? `${code} · ${title}` : code, people })}</li>
        ))}
      </ul>
      {isNewKind && <p className="mt-1 max-w-[68ch] text-ink-2">{t("banKind")}</p>}
    </div>
  );
}

type FieldsProps = { confidence: Confidence; source: string; note: string; isNoteNeeded: boolean };

/** What is said of an identifier besides kind and value. */
export function IdentifierFields({ confidence, source, note, isNoteNeeded }: FieldsProps) {
  const t = useTranslations("tools.identifier");
  const words = useRegistryWords();
  return (
    <div className="grid max-w-[48rem] gap-4">
      <Field
        as="select"
        name="confidence"
        label={t("confidence")}
        defaultValue={confidence}
        options={Object.values(Confidence).map((one) => ({
          value: one,
          label: `${words.of("confidence", one)} – ${words.of("confidenceMeans", one)}`,
        }))}
      />
      <Field name="source" label={t("source")} hint={t("sourceHint")} defaultValue={source} required maxLength={300} />
      <Field
        as="textarea"
        name="note"
        label={t("note")}
        defaultValue={note}
        isOptional={!isNoteNeeded}
        required={isNoteNeeded}
        maxLength={1_000}
        rows={2}
      />
    </div>
  );
}
