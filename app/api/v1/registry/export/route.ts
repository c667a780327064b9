import { route } from "@/lib/http/route";
import { exportRegistry } from "@/lib/registry/catalogue/export/commands";

export const GET = route("GET /api/v1/registry/export", { rate: "export" }, async ({ viewer, now }) => {
  const document = await exportRegistry(viewer, now);
  return new Response(streamOf(document), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="interdict-registry-${now.toISOString().slice(0, 10)}.json"`,
    },
  });
});

/** The next piece is read when the reader wants it; a reader who leaves ends the reading. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
