import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { Owned, VendorDetail } from "@/lib/registry/vendors/queries";

/** The vendors above and below as a tree, each level further in. */
export function Ownership({ vendor }: { vendor: VendorDetail }) {
  const t = useTranslations("vendors.page");
  const isAlone = vendor.owners.length === 0 && vendor.owned.length === 0;
  return (
    <Panel title={t("ownership")}>
      {isAlone ? (
        <p className="text-ink-2">{t("alone")}</p>
      ) : (
        <nav aria-label={t("tree", { vendor: vendor.name })}>
          <Above owners={vendor.owners} vendor={vendor} />
        </nav>
      )}
    </Panel>
  );
}

const LEVEL = "ml-2 border-l border-line pl-3";

function Above({ owners: [owner, ...rest], vendor }: { owners: readonly Owned[]; vendor: VendorDetail }) {
  const t = useTranslations("vendors.page");
  if (owner) {
    return (
      <ul>
        <li>
          <Name vendor={owner} />
          <div className={LEVEL}>
            <Above owners={rest} vendor={vendor} />
          </div>
        </li>
      </ul>
    );
  }
  return (
    <ul>
      <li>
        <span aria-current="true" className="font-semibold">
          {vendor.name}
        </span>{" "}
        <span className="text-ink-2">({t("current")})</span>
        <Below of={vendor.slug} owned={vendor.owned} />
      </li>
    </ul>
  );
}

function Below({ of, owned }: { of: string; owned: VendorDetail["owned"] }) {
  const own = owned.filter(({ parentSlug }) => parentSlug === of);
  if (own.length === 0) return null;
  return (
    <ul className={LEVEL}>
      {own.map((vendor) => (
        <li key={vendor.slug}>
          <Name vendor={vendor} />
          <Below of={vendor.slug} owned={owned} />
        </li>
      ))}
    </ul>
  );
}

function Name({ vendor: { slug, name } }: { vendor: Owned }) {
  return (
    <Link className="link inline-block min-h-6 break-words" href={`/vendors/${slug}`} prefetch={false}>
      {name}
    </Link>
  );
}
