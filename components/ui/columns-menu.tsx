import Form from "next/form";
import { useTranslations } from "next-intl";
import { type Address, hiddenFields } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button";
import { DENSITIES, type Density } from "@/components/ui/data-table";

type Props = { address: Address; columns: readonly { id: string; header: string }[]; shown: readonly string[]; density: Density };

/** Which columns and how dense: a GET form, so that the choice is in the address and works without JavaScript. */
export function ColumnsMenu({ address, columns, shown, density }: Props) {
  const t = useTranslations("ui.table");
  const [first, ...others] = columns;
  return (
    <details className="menu" name="table-menu">
      <summary className={buttonClass({ size: "small" })}>{t("columns")}</summary>
      <Form action={address.path} scroll={false} prefetch={false} className="menu-panel grid gap-3 p-3">
        {hiddenFields(address, ["cols", "density"]).map(({ name, value }) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        {/* With every other column off, the first still says that a choice was made. */}
        {first && <input type="hidden" name="cols" value={first.id} />}
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">{t("columns")}</legend>
          {others.map(({ id, header }) => (
            <label key={id} className="flex min-h-6 items-start gap-2 whitespace-nowrap">
              <input type="checkbox" name="cols" value={id} defaultChecked={shown.includes(id)} className="tick" />
              {header}
            </label>
          ))}
        </fieldset>
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">{t("density.label")}</legend>
          {DENSITIES.map((one) => (
            <label key={one} className="flex min-h-6 items-start gap-2">
              <input type="radio" name="density" value={one} defaultChecked={one === density} className="tick" />
              {t(`density.${one}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit" className={buttonClass({ variant: "primary", size: "small" })}>
          {t("apply")}
        </button>
      </Form>
    </details>
  );
}
