import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as contentRoute } from "@/app/api/v1/attachments/[id]/content/route";
import { POST as removalRoute } from "@/app/api/v1/attachments/[id]/removal/route";
import { POST as keepRoute, GET as listRoute } from "@/app/api/v1/sources/[id]/attachments/route";
import { closeConnections, db } from "@/lib/db";
import * as environment from "@/lib/env";
import { get, post } from "@/lib/http/testing";
import { newAuditor, newOfficer, newPerson } from "@/lib/testing";
import { checkDirectory, pathOf } from "./directory";
import { cookieOf, newSource, uploadForm, uploadRaw, zipBomb } from "./testing";
import { removeLeftFiles } from "./upkeep";

let officer: string;
let auditor: string;
let employee: string;
const directory = mkdtempSync(path.join(tmpdir(), "kept-"));
const noSpaces = { content: Buffer.from("%PDF-1.7\nhello"), name: "page.pdf" };

beforeAll(async () => {
  officer = await cookieOf((await newOfficer()).id);
  auditor = await cookieOf((await newAuditor()).id);
  employee = await cookieOf((await newPerson()).id);
});
afterAll(closeConnections);

const shaOf = (content: Buffer) => createHash("sha256").update(content).digest("hex");
const keep = async (id: number, file: { name: string; content: Buffer }, note?: string) =>
  uploadForm(keepRoute, { id, cookie: officer }, file, note);
const kept = async (id: number, file: { name: string; content: Buffer }) => {
  const answer = await keep(id, file);
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: number; sha256: string; size: number; contentType: string; name: string };
};
const download = (id: number, cookie = auditor) => get(contentRoute, { params: { id: String(id) }, cookie });
const remove = (id: number, reason = "Holds a private address") =>
  post(removalRoute, { params: { id: String(id) }, cookie: officer, json: { reason } });
const listed = async (id: number) => (await (await get(listRoute, { params: { id: String(id) }, cookie: auditor })).json()).items;
const contents = () => db.attachmentContent.count();

describe.each(["database", "directory"] as const)("kept in a %s", (storage) => {
  beforeAll(() => {
    const real = environment.env();
    vi.spyOn(environment, "env").mockImplementation(() => ({
      ...real,
      ATTACHMENTS_DIR: storage === "directory" ? directory : undefined,
    }));
    return () => vi.restoreAllMocks();
  });

  test("a file comes back byte by byte, as a download that nothing shows, and who read it is counted", async () => {
    const id = await newSource();
    const content = randomBytes(3_200_000);
    const file = await kept(id, { name: "../../evil\u202egpj.截图.bin", content });
    expect(file).toMatchObject({ sha256: shaOf(content), size: content.length, name: "evilgpj.截图.bin" });
    const answer = await download(file.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment; filename=\"evilgpj.__.bin\"; filename*=UTF-8''evilgpj.%E6%88%AA%E5%9B%BE.bin",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/^default-src 'none'.*; sandbox$/),
      "cache-control": "private, no-store",
      "content-length": String(content.length),
    });
    await (await download(file.id)).body?.cancel();
    await (await download(file.id, officer)).body?.cancel();
    expect(await listed(id)).toMatchObject([{ readBy: 2, contentType: "application/octet-stream", removedAt: null }]);
    expect((await download(file.id, employee)).status).toBe(403);
    const events = await db.auditEvent.findMany({ where: { subjectKind: "attachment", subjectId: String(file.id) } });
    expect(events.map(({ action }) => action).sort()).toEqual([
      "attachment.added",
      "attachment.downloaded",
      "attachment.downloaded",
      "attachment.downloaded",
    ]);
  });

  test("the same content is stored once, and goes when nobody holds it any longer", async () => {
    const [one, other] = [await newSource(), await newSource()];
    const content = randomBytes(1_000);
    const [first, second] = [await kept(one, { name: "a", content }), await kept(other, { name: "b", content })];
    expect((await keep(one, { name: "c", content })).status).toBe(409);
    expect((await remove(first.id)).status).toBe(200);
    expect((await download(first.id)).status).toBe(404);
    expect((await download(second.id)).status).toBe(200);
    expect((await remove(second.id)).status).toBe(200);
    expect((await remove(second.id)).status).toBe(409);
    const sha256 = Buffer.from(first.sha256, "hex");
    expect(await db.attachmentContent.count({ where: { sha256 } })).toBe(0);
    expect(() => statSync(pathOf(directory, sha256))).toThrow("ENOENT");
    expect(await listed(other)).toMatchObject([{ sha256: first.sha256, removedReason: "Holds a private address" }]);
    // It may come back.
    expect((await keep(one, { name: "again", content })).status).toBe(201);
    expect((await download(first.id)).status).toBe(404);
  });

  test("content that is no longer what its hash says is not sent", async () => {
    const id = await newSource();
    const file = await kept(id, { name: "a.txt", content: Buffer.from(`true ${storage}`) });
    const sha256 = Buffer.from(file.sha256, "hex");
    if (storage === "directory") writeFileSync(pathOf(directory, sha256), `fake ${storage}`);
    else await db.$executeRaw`UPDATE attachment_content SET content = 'fake' WHERE sha256 = ${sha256}`;
    const answer = await download(file.id);
    expect([answer.status, (await answer.json()).detail]).toEqual([503, expect.stringContaining(file.sha256)]);
    expect(await listed(id)).toMatchObject([{ readBy: 0 }]);
  });

  test("26 MB are refused in a sentence, also without a length, and leave nothing; 25 MB are kept", async () => {
    const id = await newSource();
    const before = [await contents(), await db.attachment.count()];
    const answer = await keep(id, { name: "large.pdf", content: Buffer.alloc(26_000_000, "x") });
    expect([answer.status, (await answer.json()).detail]).toEqual([413, expect.stringContaining("25 MB")]);
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
    });
    expect((await uploadRaw(keepRoute, { id, cookie: officer }, endless, "application/octet-stream")).status).toBe(413);
    expect([await contents(), await db.attachment.count()]).toEqual(before);
    if (storage === "directory") expect(readdirSync(path.join(directory, "incoming"))).toEqual([]);
    expect(await kept(id, { name: "just.bin", content: Buffer.alloc(25_000_000, 1) })).toMatchObject({ size: 25_000_000 });
  });

  test("two who send the same at once keep it once, and both see it", async () => {
    const [one, other] = [await newSource(), await newSource()];
    const content = randomBytes(50_000);
    const files = await Promise.all([kept(one, { name: "a", content }), kept(other, { name: "b", content })]);
    for (const file of files) expect((await download(file.id)).status).toBe(200);
  });
});

describe("hostile files", () => {
  test.each([
    ["an SVG with a script", "logo.svg", Buffer.from('<svg onload="alert(1)"><script>alert(2)</script></svg>'), "image/svg+xml"],
    ["a page named as a PDF", "invoice.pdf", Buffer.from("<!doctype html><script>alert(1)</script>"), "text/html"],
    ["a GIF that is a script", "cat.gif", Buffer.from("GIF89a/*<script>*/=1;alert(1)</script>"), "text/html"],
    [
      "a program named as a picture",
      "cat.png",
      Buffer.from("4d5a90000300000004000000", "hex"),
      "application/vnd.microsoft.portable-executable",
    ],
  ])("%s is kept as what it is, named as untrusted, and never shown", async (_, name, content, contentType) => {
    const id = await newSource();
    const file = await kept(id, { name, content });
    expect(file.contentType).toBe(contentType);
    expect(await listed(id)).toMatchObject([{ contentType, isActive: true, isMisnamed: name !== "logo.svg" }]);
    const answer = await download(file.id);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toContain(`filename="${name}.untrusted"`);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  });

  test("a zip bomb is only its own bytes", async () => {
    const { file: content, unpacked } = zipBomb(1_000);
    expect(unpacked).toBe(10_000_000_000);
    expect(content.length).toBeLessThan(100_000);
    const [before, started] = [process.memoryUsage.rss(), performance.now()];
    const file = await kept(await newSource(), { name: "42.zip", content });
    expect(file).toMatchObject({ contentType: "application/zip", size: content.length });
    expect((await (await download(file.id)).arrayBuffer()).byteLength).toBe(content.length);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  });

  test.each([
    ["an empty file", (id: number) => keep(id, { name: "a.pdf", content: Buffer.alloc(0) }), "empty"],
    [
      "a form that ends too early",
      (id: number) =>
        uploadRaw(
          keepRoute,
          { id, cookie: officer },
          '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
          "multipart/form-data; boundary=x",
        ),
      "",
    ],
    ["a form without its mark", (id: number) => uploadRaw(keepRoute, { id, cookie: officer }, "hello", "multipart/form-data"), "form"],
    [
      "a form without a file",
      (id: number) => uploadRaw(keepRoute, { id, cookie: officer }, "--x\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
      "empty",
    ],
    ["a note that is too long", (id: number) => uploadForm(keepRoute, { id, cookie: officer }, noSpaces, "x".repeat(501)), "field"],
  ])("%s is refused in a sentence and leaves nothing", async (_, send, words) => {
    const id = await newSource();
    const before = await contents();
    const answer = await send(id);
    expect(answer.status).toBe(422);
    expect((await answer.json()).detail).toContain(words);
    expect([await listed(id), await contents()]).toEqual([[], before]);
  });

  test("an upload that breaks off leaves nothing", async () => {
    const id = await newSource();
    let sent = 0;
    const broken = new ReadableStream({
      pull(controller) {
        if (sent++ > 3) controller.error(new Error("gone"));
        else controller.enqueue(new Uint8Array(100_000));
      },
    });
    const answer = await uploadRaw(keepRoute, { id, cookie: officer }, broken, "application/octet-stream");
    expect([answer.status, await listed(id)]).toEqual([422, []]);
  });

  test("what is not there takes nothing, and who may not write keeps nothing", async () => {
    expect((await keep(2_000_000_000, noSpaces)).status).toBe(404);
    expect((await uploadForm(keepRoute, { id: await newSource(), cookie: auditor }, noSpaces)).status).toBe(403);
  });

  test("a form without JavaScript goes back to its page", async () => {
    const id = await newSource();
    const done = await uploadForm(keepRoute, { id, cookie: officer, accept: "text/html" }, noSpaces);
    expect([done.status, done.headers.get("location")]).toEqual([303, `/sources/${id}`]);
    const again = await uploadForm(keepRoute, { id, cookie: officer, accept: "text/html" }, noSpaces);
    expect(again.status).toBe(303);
  });
});

describe("the directory", () => {
  test("is tried at the start, and leftovers of uploads go", async () => {
    const fresh = mkdtempSync(path.join(tmpdir(), "kept-"));
    expect(await checkDirectory(fresh)).toBeNull();
    const left = path.join(fresh, "incoming", "left");
    writeFileSync(left, "half");
    utimesSync(left, 0, 0);
    expect(await checkDirectory(fresh)).toBeNull();
    expect(readdirSync(path.join(fresh, "incoming"))).toEqual([]);
    expect(await checkDirectory(path.join(fresh, "incoming", "no\0where"))).toContain("ATTACHMENTS_DIR");
    expect(await checkDirectory("relative")).toContain("absolute");
    writeFileSync(path.join(fresh, "file"), "");
    expect(await checkDirectory(path.join(fresh, "file"))).toContain("cannot be kept");
  });

  test("holds only files of ours: a link in the place of one is not followed, and what a crash left goes", async () => {
    const real = environment.env();
    const spy = vi.spyOn(environment, "env").mockImplementation(() => ({ ...real, ATTACHMENTS_DIR: directory }));
    const content = randomBytes(64);
    const file = await kept(await newSource(), { name: "a", content });
    const at = pathOf(directory, Buffer.from(file.sha256, "hex"));
    expect([statSync(at).mode & 0o777, readFileSync(at).equals(content)]).toEqual([0o600, true]);
    const copy = path.join(directory, "elsewhere");
    writeFileSync(copy, content);
    unlinkSync(at);
    symlinkSync(copy, at);
    expect((await download(file.id)).status).toBe(503);
    await remove(file.id);
    writeFileSync(at, content);
    await removeLeftFiles();
    expect(() => statSync(at)).toThrow("ENOENT");
    spy.mockRestore();
    expect((await download((await kept(await newSource(), noSpaces)).id)).status).toBe(200);
  });
});
