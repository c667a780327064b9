import { route } from "@/lib/http/route";
import { deliveryQuery } from "@/lib/inventory/schema";
import { receive } from "../receive";

export const POST = route("POST /api/v1/inventory/fleet", { query: deliveryQuery, body: "stream", rate: "ingest" }, (facts) =>
  receive("FLEET", facts),
);
