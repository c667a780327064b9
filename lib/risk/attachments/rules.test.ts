import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentDisposition, downloadName, isActive, isMisnamed, safeName, whyNotKeep } from "./rules";
import { contentTypeOf, HEAD_BYTES } from "./sniffing";

const typeOf = (content: string | Buffer) => contentTypeOf(Buffer.from(content));
const bytes = (hex: string, rest = "\0\0\0\0") => Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(rest)]);

describe("what a file is, its bytes say", () => {
  test.each([
    ["a PDF", "%PDF-1.7\n%âãÏÓ", "application/pdf"],
    ["a PDF behind other bytes", `${"\n".repeat(300)}%PDF-1.4`, "application/pdf"],
    ["a PNG", bytes("89504e470d0a1a0a"), "image/png"],
    ["a ZIP or an Office document", bytes("504b0304"), "application/zip"],
    ["a page", "<!DOCTYPE html><title>x</title>", "text/html"],
    ["a page behind a byte order mark", "\ufeff \n<HTML>", "text/html"],
    ["a page in UTF-16", Buffer.from("\ufeff<html><script>1</script>", "utf16le"), "text/html"],
    ["a script somewhere in text", `notes\n${"x".repeat(3_000)}<script >alert(1)</script>`, "text/html"],
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml"],
    ["an SVG that begins as XML", '<?xml version="1.0"?><!-- x --><svg viewBox="0 0 1 1"></svg>', "image/svg+xml"],
    ["XML", '<?xml version="1.0"?><a/>', "application/xml"],
    ["JSON", '{"a":1}', "application/json"],
    ["text that begins like a Windows program", "MZ is how it begins", "text/plain"],
    ["a Windows program", bytes("4d5a9000"), "application/vnd.microsoft.portable-executable"],
    ["a Linux program", bytes("7f454c46"), "application/x-elf"],
    ["a script of a shell", "#!/bin/sh\nrm -rf /", "text/x-shellscript"],
    ["a mail", "Received: from a by b\nSubject: x\n\nhello", "message/rfc822"],
    ["Chinese text", "声明：我们没有发送任何数据。", "text/plain"],
    ["noise", Buffer.from([1, 2, 3, 250, 0, 9]), "application/octet-stream"],
  ])("%s", (_, content, type) => expect(typeOf(content)).toBe(type));

  test("a file that can be read as two things is called by the more dangerous one", () => {
    expect(typeOf(Buffer.concat([Buffer.from("GIF89a/*"), Buffer.from("<script>alert(1)</script>*/=1")]))).toBe("text/html");
    expect(typeOf("%PDF-1.4\n<html><body>")).toBe("text/html");
    expect(typeOf(bytes("89504e470d0a1a0a", "\0<svg onload=alert(1)>"))).toBe("image/svg+xml");
  });

  test("characters that the end of what is looked at cuts in two are no fault", () => {
    for (let shift = 0; shift < 4; shift++) expect(typeOf("x".repeat(shift) + "界".repeat(HEAD_BYTES))).toBe("text/plain");
  });

  test("an archive is not looked into", () => {
    const bomb = Buffer.concat([bytes("504b0304", ""), deflateRawSync(Buffer.alloc(50_000_000))]);
    const started = performance.now();
    expect(typeOf(bomb)).toBe("application/zip");
    expect(performance.now() - started).toBeLessThan(100);
  });

  test("whatever the bytes are, there is an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (some) => {
        expect(contentTypeOf(some)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
      }),
    );
  });
});

describe("a name", () => {
  test.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system32\\evil.dll", "evil.dll"],
    ["report\u202efdp.exe", "reportfdp.exe"],
    ["a\u0000b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"],
    ["  .htaccess ", "htaccess"],
    ["..", "file"],
    ["", "file"],
    ["截图 7月3日.png", "截图 7月3日.png"],
    ["CON.txt. . .", "CON.txt"],
  ])("%j is shown as %j", (given, shown) => expect(safeName(given)).toBe(shown));

  test("never leads anywhere, turns the reading or grows, whatever was sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
        const name = safeName(given);
        expect(name).not.toMatch(/[\\/\p{Cc}\p{Cf}]|^\./u);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(150);
        expect(contentDisposition(name)).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.!~%-]+$/);
        expect(safeName(name)).toBe(name);
      }),
    );
  }, 30_000);

  test("that is cut keeps its ending", () => {
    expect(safeName(`${"长".repeat(300)}.pdf`)).toMatch(/^长+….pdf$/);
  });

  test("of what would run is not opened by a double click", () => {
    const page = { name: "invoice.pdf", contentType: "text/html" };
    expect([isActive(page), isMisnamed(page), downloadName(page)]).toEqual([true, true, "invoice.pdf.untrusted"]);
    expect(downloadName({ name: "setup.exe", contentType: "application/octet-stream" })).toBe("setup.exe.untrusted");
    expect(downloadName({ name: "page.pdf", contentType: "application/pdf" })).toBe("page.pdf");
    expect(isMisnamed({ name: "notes.docx", contentType: "application/zip" })).toBe(false);
  });

  test("in the header says the same plainly and truly", () => {
    expect(contentDisposition(`截图 "1".png`)).toBe(
      "attachment; filename=\"__ _1_.png\"; filename*=UTF-8''%E6%88%AA%E5%9B%BE%20%221%22.png",
    );
  });
});

test("a file is kept once in a place, and a place has its limits", () => {
  const file = { sha256: "a", name: "a.pdf", size: 25_000_000 };
  const others = (count: number, size = 1) => Array.from({ length: count }, (_, n) => ({ sha256: `b${n}`, name: "b", size }));
  expect(whyNotKeep(file, others(49))).toBeNull();
  expect(whyNotKeep(file, [{ ...file, name: "first.pdf" }])).toEqual({
    key: "attachments.whyNot.sameContent",
    values: { name: "first.pdf" },
  });
  expect(whyNotKeep(file, others(50))?.key).toBe("attachments.whyNot.tooManyFiles");
  expect(whyNotKeep(file, others(9, 25_000_000))).toBeNull();
  expect(whyNotKeep(file, others(9, 25_000_001))?.key).toBe("attachments.whyNot.tooMuch");
});
