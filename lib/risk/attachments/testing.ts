import { deflateRawSync } from "node:zlib";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { TEST_ORIGIN } from "@/lib/http/testing";

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

export async function newSource(): Promise<number> {
  const data = { publisher: "Researcher", kind: "PRIMARY", publishedOn: new Date("2026-06-30"), reliability: "B" } as const;
  return (await db.evidenceSource.create({ data: { ...data, recordedAt: new Date() }, select: { id: true } })).id;
}

export async function cookieOf(personId: number): Promise<string> {
  const id = await inTransaction((tx) => openSession(tx, personId, { userAgent: "test", address: "192.0.2.1" }));
  return (await sessionCookie(id)).split(";")[0] ?? "";
}

type Sent = { id: number; cookie: string; accept?: string; place?: "sources" | "findings" };

function posted(
  handler: Handler,
  { id, cookie, accept = "application/json", place = "sources" }: Sent,
  init: RequestInit & { duplex?: "half" },
) {
  const request = new Request(`${TEST_ORIGIN}/api/v1/${place}/${id}/attachments`, {
    ...init,
    method: "POST",
    headers: { origin: TEST_ORIGIN, cookie, accept, ...init.headers },
  });
  return handler(request, { params: Promise.resolve({ id: String(id) }) });
}

/** As a browser's form sends it: the fields, then the file. */
export function uploadForm(handler: Handler, sent: Sent, file: { name: string; content: Buffer; type?: string }, note = "") {
  const form = new FormData();
  form.set("_idempotency", "x");
  form.set("note", note);
  form.set("file", new File([Uint8Array.from(file.content)], file.name, { type: file.type ?? "application/pdf" }));
  return posted(handler, sent, { body: form });
}

/** Any body under any type. */
export function uploadRaw(handler: Handler, sent: Sent, body: ReadableStream | string | Uint8Array<ArrayBuffer>, contentType: string) {
  return posted(handler, sent, { body, duplex: "half", headers: { "content-type": contentType } });
}

/** A small ZIP of one entry that says it unpacks to `unpacked` bytes of zeros, many times over: a bomb of the kind of 42.zip. */
export function zipBomb(entries: number): { file: Buffer; unpacked: number } {
  const size = 10_000_000;
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  // Every entry of the directory leads to the same packed bytes, so that they are stored once.
  const header = (signature: number, extra: Buffer) => Buffer.concat([uint32(signature), extra]);
  const common = Buffer.concat([uint16(20), uint16(0), uint16(8), uint32(0), uint32(0), uint32(packed.length), uint32(size)]);
  locals.push(header(0x04034b50, Buffer.concat([common, uint16(1), uint16(0), Buffer.from("a")])), packed);
  for (let nr = 0; nr < entries; nr++) {
    central.push(
      header(
        0x02014b50,
        Buffer.concat([uint16(20), common, uint16(1), uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(0), Buffer.from("a")]),
      ),
    );
  }
  at = Buffer.concat(locals).length;
  const directory = Buffer.concat(central);
  const counts = [uint16(0), uint16(0), uint16(entries), uint16(entries)];
  const end = header(0x06054b50, Buffer.concat([...counts, uint32(directory.length), uint32(at), uint16(0)]));
  return { file: Buffer.concat([...locals, directory, end]), unpacked: entries * size };
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
}
