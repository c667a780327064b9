import { expect, test } from "vitest";
import { hiddenFields, hrefWith } from "@/components/ui/address";
import { shownColumns } from "@/components/ui/data-table";
import { namedPages } from "@/components/ui/pager";

const address = { path: "/registry", search: { q: "cli", verdict: ["banned", "scheduled"], page: "3", sort: "-devices" } };

test("a change of filter or sort keeps the rest and goes back to the first page", () => {
  expect(hrefWith(address, { sort: "name" })).toBe("/registry?q=cli&verdict=banned&verdict=scheduled&sort=name");
  expect(hrefWith(address, { q: null, verdict: ["banned"] })).toBe("/registry?sort=-devices&verdict=banned");
});

test("a change of page keeps everything", () => {
  expect(hrefWith(address, { page: 4 })).toBe("/registry?q=cli&verdict=banned&verdict=scheduled&sort=-devices&page=4");
  expect(hrefWith({ path: "/", search: { page: "2" } }, { page: null })).toBe("/");
});

test("a GET form carries what it does not ask for, without the page", () => {
  expect(hiddenFields(address, ["q", "verdict"])).toEqual([{ name: "sort", value: "-devices" }]);
});

test("the first column always stays, the hidden ones come when chosen", () => {
  const columns = [{ id: "name" }, { id: "vendor" }, { id: "country", isHidden: true }];
  const ids = (search: Record<string, string | string[]>) => shownColumns(columns, { path: "/", search }).map(({ id }) => id);
  expect(ids({})).toEqual(["name", "vendor"]);
  expect(ids({ cols: "country" })).toEqual(["name", "country"]);
  expect(ids({ cols: ["name"] })).toEqual(["name"]);
});

test("the pager names the ends and the neighbours, and a gap only where it hides more than one page", () => {
  expect(namedPages(1, 1)).toEqual([1]);
  expect(namedPages(1, 26)).toEqual([1, 2, "gap", 26]);
  expect(namedPages(4, 26)).toEqual([1, 2, 3, 4, 5, "gap", 26]);
  expect(namedPages(13, 26)).toEqual([1, "gap", 12, 13, 14, "gap", 26]);
});
