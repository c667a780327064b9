import { csvAnswer } from "@/lib/http/csv";
import { limitRate } from "@/lib/http/rate";
import { done, route } from "@/lib/http/route";
import { reason } from "@/lib/refusal";
import { createVendor, recordVendorExport } from "@/lib/registry/vendors/commands";
import { listVendors, VENDOR_CSV_HEADER, vendorCsvRows } from "@/lib/registry/vendors/queries";
import { createVendorSchema, vendorListSchema } from "@/lib/registry/vendors/schema";

export const GET = route("GET /api/v1/vendors", { query: vendorListSchema }, async ({ viewer, query, now }) => {
  const { cursor, limit, format, ...filters } = query;
  if (format !== "csv") return done({ data: await listVendors(viewer, { ...filters, cursor, limit }) });
  await limitRate("export", `person-${viewer.personId}`);
  await recordVendorExport(viewer, filters, now);
  return csvAnswer({
    fileName: `vendors-${now.toISOString().slice(0, 10)}.csv`,
    header: VENDOR_CSV_HEADER,
    rows: vendorCsvRows(viewer, filters),
  });
});

export const POST = route("POST /api/v1/vendors", { body: createVendorSchema }, async ({ viewer, body, now }) => {
  const created = await createVendor(viewer, body, now);
  return done({
    data: created,
    status: 201,
    seeOther: `/vendors/${created.slug}`,
    say: reason("vendors.said.created", { vendor: body.name }),
    headers: { location: `/api/v1/vendors/${created.slug}` },
  });
});
