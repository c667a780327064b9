import { expect, test } from "vitest";
import { bitsToKinds, kindBit } from "@/lib/registry/identifiers";
import { identityValue, isFromTheFuture, kindsProvedForOthers, platformOf, platformOfPath, visibleKinds } from "./rules";

test("Fleet cannot see npm packages on Windows, and can on macOS and Linux", () => {
  expect(visibleKinds("FLEET", "WINDOWS") & kindBit("NPM")).toBe(0);
  expect(visibleKinds("FLEET", "MACOS") & kindBit("NPM")).not.toBe(0);
  expect(visibleKinds("FLEET", "LINUX") & kindBit("NPM")).not.toBe(0);
});

test("Intune proves applications on Windows and macOS and nothing else", () => {
  expect(bitsToKinds(visibleKinds("INTUNE", "WINDOWS"))).toEqual(["WINDOWS_PROGRAM", "MSIX"]);
  expect(bitsToKinds(visibleKinds("INTUNE", "MACOS"))).toEqual(["MACOS_BUNDLE"]);
  expect(visibleKinds("INTUNE", "LINUX")).toBe(0);
});

test("a report on a device of unknown platform proves only what holds on every platform", () => {
  const unknown = visibleKinds("OSQUERY", "UNKNOWN");
  for (const platform of ["MACOS", "WINDOWS", "LINUX"] as const) expect(visibleKinds("OSQUERY", platform) & unknown).toBe(unknown);
  expect(visibleKinds("FLEET", "UNKNOWN")).toBe(0);
});

test("Fleet does not prove that another system's cask is gone", () => {
  expect(visibleKinds("FLEET", "MACOS") & kindBit("BREW_CASK")).not.toBe(0);
  expect(kindsProvedForOthers("FLEET", "MACOS") & kindBit("BREW_CASK")).toBe(0);
});

test.each(["0", "None", "To Be Filled By O.E.M.", "System Serial Number", "0000000000", "XXXXXXXX", "", "  ", undefined, null])(
  "%s identifies no device",
  (serial) => {
    expect(identityValue("SERIAL", serial)).toBeNull();
  },
);

test("placeholders of firmware and cloned machines are no hardware uuid", () => {
  for (const uuid of [
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "03000200-0400-0500-0006-000700080009",
  ])
    expect(identityValue("HARDWARE_UUID", uuid)).toBeNull();
  expect(identityValue("HARDWARE_UUID", " 4740D59F-699E-5B29-960B-979AAF9BBEEB ")).toBe("4740d59f-699e-5b29-960b-979aaf9bbeeb");
});

test("platforms are read from the words of every system", () => {
  expect(["darwin", "macOS", "ubuntu", "rhel", "Windows", "chrome", "ipados", ""].map(platformOf)).toEqual([
    "MACOS",
    "MACOS",
    "LINUX",
    "LINUX",
    "WINDOWS",
    "CHROMEOS",
    "UNKNOWN",
    "UNKNOWN",
  ]);
  expect(platformOfPath("/Users/liwei/.local/bin/claude")).toBe("MACOS");
  expect(platformOfPath("C:\\Users\\zm\\x")).toBe("WINDOWS");
  expect(platformOfPath("/usr/lib/node_modules/x")).toBe("UNKNOWN");
});

test("ten minutes ahead is a clock, eleven is the future", () => {
  const at = Date.UTC(2026, 6, 8);
  expect(isFromTheFuture(at + 600_000, at)).toBe(false);
  expect(isFromTheFuture(at + 660_000, at)).toBe(true);
});
