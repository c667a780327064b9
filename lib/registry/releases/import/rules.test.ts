import { describe, expect, test } from "vitest";
import { Refusal } from "@/lib/refusal";
import en from "@/messages/en/releases.json";
import { planImport, readReleases } from "./rules";
import type { FileRelease, Known } from "./schema";

const CLAUDE = "@anthropic-ai/claude-code";
const IDENTIFIERS = [
  { kind: "NPM" as const, matchValue: CLAUDE },
  { kind: "PYPI" as const, matchValue: "claude-agent-sdk" },
];

const read = (content: unknown) => readReleases(Buffer.from(typeof content === "string" ? content : JSON.stringify(content)), IDENTIFIERS);

function refusal(content: string | Buffer): string | null {
  try {
    readReleases(Buffer.from(content), IDENTIFIERS);
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.reason.key : String(error);
  }
}

const short = ({ place, version, publishedAt, isWithdrawn, note }: FileRelease) => [
  place,
  version,
  publishedAt?.toISOString() ?? null,
  isWithdrawn,
  note,
];

describe("a package document of an npm registry", () => {
  const document = {
    name: CLAUDE,
    "dist-tags": { latest: "2.1.199" },
    versions: {
      "2.1.91": { name: CLAUDE, version: "2.1.91" },
      "2.1.92": { deprecated: "Do not use." },
      "2.1.93": { deprecated: "" },
      "2.1.96": {},
    },
    time: {
      created: "2025-02-24T00:00:00.000Z",
      modified: "2026-07-07T00:00:00.000Z",
      "2.1.91": "2026-04-03T02:28:29.141Z",
      "2.1.92": "2026-04-04T01:14:00.000Z",
      "2.1.93": "2026-04-05T01:14:00+08:00",
      "2.1.94": "2026-04-07T22:48:00.000Z",
    },
  };

  test("tells versions, dates, deprecations and what was unpublished", () => {
    const { format, releases, rejected } = read(document);
    expect([format, rejected]).toEqual(["npm", []]);
    expect(releases.map(short)).toEqual([
      ["/versions/2.1.91", "2.1.91", "2026-04-03T02:28:29.141Z", false, null],
      ["/versions/2.1.92", "2.1.92", "2026-04-04T01:14:00.000Z", true, "Do not use."],
      ["/versions/2.1.93", "2.1.93", "2026-04-04T17:14:00.000Z", false, null],
      ["/versions/2.1.96", "2.1.96", null, false, null],
      ["/time/2.1.94", "2.1.94", "2026-04-07T22:48:00.000Z", true, null],
    ]);
    expect(releases[0]?.source).toBe(`npm registry: ${CLAUDE}`);
  });

  test("each row that cannot be taken says where it stands and why", () => {
    const faulty = {
      name: CLAUDE,
      versions: {
        "2.1": {},
        "1.0.0": {},
        "": {},
        "a/b~c": {},
        [`1.0.0-${"x".repeat(300)}`]: {},
        "1.0.1": "text",
        "1.0.2": null,
        "1.0.3": { deprecated: true },
      },
      time: { "1.0.0": "yesterday", "1.0.1": 17 },
    };
    const { releases, rejected } = read(faulty);
    expect(releases.map(({ version, isWithdrawn }) => [version, isWithdrawn])).toEqual([
      ["1.0.2", false],
      ["1.0.3", true],
    ]);
    expect(rejected.map(({ place, reason }) => [place.slice(0, 20), reason.key])).toEqual([
      ["/versions/2.1", "releases.whyNot.version"],
      ["/versions/1.0.0", "releases.reject.date"],
      ["/versions/", "releases.reject.noText"],
      ["/versions/a~1b~0c", "releases.whyNot.version"],
      ["/versions/1.0.0-xxxx", "releases.reject.tooLong"],
      ["/versions/1.0.1", "releases.reject.date"],
    ]);
  });

  test("scripts and names of objects are text or nothing", () => {
    const hostile = `{"name":"${CLAUDE}","versions":{"__proto__":{},"constructor":{},"1.0.0-\\ud800":{},"1.0.0":{"deprecated":"<script>alert(1)</script>\\u0000\\ud800"}},"time":{}}`;
    const { releases, rejected } = read(hostile);
    expect(rejected.map(({ place }) => place)).toEqual(["/versions/__proto__", "/versions/constructor", "/versions/1.0.0-\ufffd"]);
    expect(rejected[2]?.reason.key).toBe("releases.whyNot.control");
    expect(releases).toMatchObject([{ version: "1.0.0", note: "<script>alert(1)</script>\ufffd" }]);
  });

  test("another package than the tool's is not taken", () => {
    const { releases, rejected } = read({ ...document, name: "left-pad" });
    expect(releases).toEqual([]);
    expect(rejected).toEqual([
      { place: "/name", reason: { key: "releases.reject.package", values: { name: "left-pad" } }, excerpt: "left-pad" },
    ]);
  });
});

describe("OSV advisories", () => {
  const advisory = {
    schema_version: "1.7.0",
    id: "GHSA-aaaa-bbbb-cccc",
    published: "2026-07-03T00:00:00Z",
    modified: "2026-07-04T00:00:00Z",
    affected: [
      {
        package: { ecosystem: "npm", name: CLAUDE },
        ranges: [
          { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "2.1.199" }] },
          { type: "GIT", repo: "https://example.com/r", events: [{ introduced: "0" }] },
        ],
        versions: ["2.1.91", "2.1.92", "2.1.91"],
      },
      { package: { ecosystem: "PyPI", name: "Claude_Agent.SDK" }, versions: ["0.1rc1", "nonsense", 7] },
      { package: { ecosystem: "crates.io", name: "claude" }, versions: ["1.0.0"] },
      { package: { ecosystem: "npm", name: "left-pad" }, versions: ["1.0.0"] },
      {},
    ],
  };

  test("tell which versions they name, and no dates", () => {
    const { format, releases } = read(advisory);
    expect(format).toBe("osv");
    expect(releases.map(short)).toEqual([
      ["/affected/0/ranges/0/events/1/fixed", "2.1.199", null, null, "GHSA-aaaa-bbbb-cccc: fixed"],
      ["/affected/0/versions/0", "2.1.91", null, null, "GHSA-aaaa-bbbb-cccc: affected"],
      ["/affected/0/versions/1", "2.1.92", null, null, "GHSA-aaaa-bbbb-cccc: affected"],
      ["/affected/1/versions/0", "0.1rc1", null, null, "GHSA-aaaa-bbbb-cccc: affected"],
    ]);
    expect(releases[0]?.source).toBe("OSV: GHSA-aaaa-bbbb-cccc (2026-07-03)");
  });

  test("say of every part that is not taken where it stands and why", () => {
    expect(read(advisory).rejected.map(({ place, reason }) => [place, reason.key])).toEqual([
      ["/affected/0/ranges/1", "releases.reject.commits"],
      ["/affected/1/versions/1", "releases.whyNot.version"],
      ["/affected/1/versions/2", "releases.reject.noText"],
      ["/affected/2/package", "releases.reject.ecosystem"],
      ["/affected/3/package", "releases.reject.package"],
      ["/affected/4/package", "releases.reject.noPackage"],
    ]);
  });

  test("come one, in a list, or one per line, where a line that cannot be read loses only itself", () => {
    const [, second] = [
      advisory,
      { ...advisory, id: "OSV-2", affected: [{ package: { ecosystem: "npm", name: CLAUDE }, versions: ["1.0.0"] }] },
    ];
    expect(read([second, 17]).rejected).toMatchObject([{ place: "/1", reason: { key: "releases.reject.shape" } }]);
    const lines = read(
      `${JSON.stringify(second)}\n\n{"id":\n${JSON.stringify({ ...second, id: "OSV-3", affected: [{ package: second.affected[0]?.package, versions: ["1.0.1"] }] })}\n`,
    );
    expect(lines.releases.map(({ place }) => place)).toEqual(["1:/affected/0/versions/0", "4:/affected/0/versions/0"]);
    expect(lines.rejected).toMatchObject([{ place: "3:", reason: { key: "releases.reject.json" }, excerpt: '{"id":' }]);
  });
});

test.each([
  ["nothing", "", "releases.file.empty"],
  ["half a document", '{"name": "x", "versions": {', "releases.file.json"],
  ["a web page", "<!doctype html>\n<p>Not found</p>", "releases.file.json"],
  ["another shape", '{"name": "x"}', "releases.file.shape"],
  ["a list of other things", "[1, 2, null]", "releases.file.shape"],
  ["an empty list", "[]", "releases.file.shape"],
  ["a bare word", '"versions"', "releases.file.shape"],
  ["something packed", Buffer.from([0x1f, 0x8b, 0xff, 0xfe]), "releases.file.encoding"],
  [
    "far too many",
    JSON.stringify({ name: CLAUDE, versions: Object.fromEntries(Array.from({ length: 50_001 }, (_, n) => [`1.0.${n}`, {}])) }),
    "releases.file.tooMany",
  ],
  ["a list of far too many", `[${"{},".repeat(50_000)}{}]`, "releases.file.tooMany"],
  ["a million lines that mean nothing", `{}\n${"x\n".repeat(1_000_000)}`, "releases.file.tooMany"],
  [
    "one advisory of far too many",
    JSON.stringify({ id: "OSV-1", affected: [{ package: { ecosystem: "npm", name: CLAUDE }, versions: Array(50_001).fill("1.0.0") }] }),
    "releases.file.tooMany",
  ],
])("a file that is %s is refused whole", (_, content, key) => {
  expect(refusal(content)).toBe(key);
  expect(en.file).toHaveProperty(key.replace("releases.file.", ""));
});

describe("what a file changes", () => {
  const known: Known = {
    id: 1,
    kind: "NPM",
    version: "1.0.0",
    publishedAt: new Date("2026-04-02T00:00:00Z"),
    isWithdrawn: false,
    note: null,
    source: "By hand",
  };
  const row: FileRelease = {
    place: "/x",
    kind: "NPM",
    version: "1.0.0",
    publishedAt: new Date("2026-04-02T10:00:00Z"),
    isWithdrawn: false,
    note: null,
    source: "npm",
  };

  test("new versions are added, the same again is unchanged", () => {
    expect(planImport([], [row]).added).toEqual([row]);
    expect(planImport([{ ...known, ...row, isWithdrawn: false }], [row])).toEqual({ added: [], changed: [], unchanged: 1, rejected: [] });
  });

  test("the same source may correct itself, and what it no longer says stays", () => {
    const own = { ...known, source: "npm" };
    expect(planImport([own], [row]).changed).toMatchObject([{ id: 1, publishedAt: row.publishedAt }]);
    expect(planImport([own], [{ ...row, publishedAt: null }])).toMatchObject({ changed: [], unchanged: 1 });
  });

  test("gaps of what somebody else recorded are filled; the same day is no contradiction", () => {
    expect(planImport([{ ...known, publishedAt: null }], [row]).changed).toMatchObject([{ publishedAt: row.publishedAt }]);
    expect(planImport([known], [row])).toMatchObject({ changed: [], unchanged: 1, rejected: [] });
  });

  test("where the two contradict, the record stays and the row is rejected with both days", () => {
    const later = { ...row, publishedAt: new Date("2026-04-03T02:28:00Z") };
    const plan = planImport([known], [later]);
    expect(plan).toMatchObject({ added: [], changed: [], unchanged: 0 });
    expect(plan.rejected).toMatchObject([
      {
        place: "/x",
        reason: {
          key: "releases.reject.contradicts",
          values: { version: "1.0.0", recorded: "2026-04-02", file: "2026-04-03", source: "By hand" },
        },
      },
    ]);
  });

  test("a file withdraws and never takes a withdrawal back", () => {
    expect(planImport([known], [{ ...row, isWithdrawn: true, note: "Gone" }]).changed).toMatchObject([{ isWithdrawn: true, note: "Gone" }]);
    expect(planImport([{ ...known, isWithdrawn: true, note: "Ours" }], [row])).toMatchObject({ changed: [], unchanged: 1 });
  });
});
