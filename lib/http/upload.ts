import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import Busboy from "@fastify/busboy";
import { Refusal, reason, refuse } from "@/lib/refusal";

/** A delivery as it arrives: the bytes of one file, and the form's other fields (empty for a raw body). Fields have to stand before the file. */
export type Upload = { stream: Readable; fields: Record<string, string>; fileName: string | null };

function bodyStream(request: Request): Readable {
  if (!request.body) refuse("invalid", "http.upload.empty");
  return Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>);
}

const unreadable = () => new Refusal("invalid", reason("http.refusal.form"));

function parserOf(contentType: string) {
  try {
    return Busboy({ headers: { "content-type": contentType }, limits: { files: 1, fields: 20, fieldSize: 2_000 } });
  } catch {
    // No boundary, or a header that is none.
    throw unreadable();
  }
}

/** Reads a raw body or the first file of a multipart form, without holding either in memory. */
export async function openUpload(request: Request): Promise<Upload> {
  const contentType = request.headers.get("content-type") ?? "";
  const source = bodyStream(request);
  if (!contentType.startsWith("multipart/form-data")) return { stream: source, fields: {}, fileName: null };
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const parser = parserOf(contentType);
    let found = false;
    parser.on("field", (name, value) => {
      fields[name] = value;
    });
    parser.on("file", (_field, stream, fileName) => {
      found = true;
      // A body that breaks off must break the file too, so that it is never taken for complete.
      source.once("error", (error) => stream.destroy(error));
      parser.once("error", () => stream.destroy(unreadable()));
      // It may break before anybody reads it; an error that nobody hears would end the process.
      stream.on("error", () => stream.destroy(unreadable()));
      resolve({ stream, fields, fileName: fileName || null });
    });
    parser.on("finish", () => {
      if (!found) {
        source.destroy();
        reject(new Refusal("invalid", reason("http.upload.empty")));
      }
    });
    parser.on("error", () => reject(unreadable()));
    source.once("error", reject);
    source.pipe(parser);
  });
}
