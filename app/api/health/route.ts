import { healthOf } from "@/lib/http/health";
import { done, route } from "@/lib/http/route";

export const GET = route("GET /api/health", {}, async () => {
  const health = await healthOf();
  return done({ data: health, status: health.status === "ok" ? 200 : 503, headers: health.status === "ok" ? {} : { "retry-after": "5" } });
});
