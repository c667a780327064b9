import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

/** May I use …? A plain address, so that it works everywhere. */
export function MayI() {
  const t = useTranslations("home.mayI");
  return (
    <search>
      <h2 className="mb-2">{t("title")}</h2>
      <form action="/tools" className="lookup flex max-w-reading flex-wrap items-end gap-3 text-body-l">
        <Field name="q" type="search" label={t("label")} hint={t("hint")} className="min-w-0 grow basis-60" required maxLength={100} />
        <Button type="submit" variant="primary" size="large">
          {t("button")}
        </Button>
      </form>
    </search>
  );
}
