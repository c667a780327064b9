import { route } from "@/lib/http/route";
import { downloadAttachment } from "@/lib/risk/attachments/commands";
import { contentDisposition } from "@/lib/risk/attachments/rules";
import { attachmentParams } from "@/lib/risk/attachments/schema";

export const GET = route(
  "GET /api/v1/attachments/{id}/content",
  { params: attachmentParams, rate: "download" },
  async ({ viewer, params, now }) => {
    const { stream, size, name, sha256 } = await downloadAttachment(viewer, params, now);
    // Never the type that its bytes say: nothing that somebody sent is shown under this address.
    return new Response(stream, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(size),
        "content-disposition": contentDisposition(name),
        "cache-control": "private, no-store",
        "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
      },
    });
  },
);
