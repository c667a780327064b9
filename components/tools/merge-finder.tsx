import Form from "next/form";
import { useTranslations } from "next-intl";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { OtherTool } from "@/lib/registry/tools/merge/queries";

/** Which tool stays: those with a name like it, or whatever is searched for. */
export function MergeFinder({ slug, q, found }: { slug: string; q: string; found: readonly OtherTool[] }) {
  const t = useTranslations("tools.merge");
  const path = `/tools/${slug}/merge`;
  return (
    <Panel>
      <search className="grid gap-3">
        <Form action={path} scroll={false} prefetch={false} className="flex flex-wrap items-end gap-2">
          <Field
            name="q"
            type="search"
            label={t("find")}
            hint={t("findHint")}
            defaultValue={q}
            maxLength={100}
            className="min-w-0 max-w-[40rem] grow"
          />
          <button type="submit" className={buttonClass({})}>
            {t("search")}
          </button>
        </Form>
        <p role="status" className="text-ink-2">
          {q === "" ? t("alike", { n: found.length }) : t("found", { n: found.length, q })}
        </p>
        {found.length > 0 && (
          <ul className="grid">
            {found.map(({ slug: other, name, vendor }) => (
              <li key={other} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-1.5">
                <span className="min-w-0">
                  {name} <span className="text-ink-2">· {vendor}</span>
                </span>
                <LinkButton size="small" href={`${path}?into=${other}`}>
                  {t("choose", { tool: name })}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
      </search>
    </Panel>
  );
}
