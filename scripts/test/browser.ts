import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { Mistake } from "../arguments.ts";
import { inProject } from "../project.ts";
import { step } from "../steps.ts";

/** What draws pages and no window around them comes first: whole browsers draw their own toolbar for every page of a test. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function inPath(names: string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;

/** The browser for the end-to-end tests: named, installed, or installed now. Answers its path. */
export async function findBrowser(): Promise<string> {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Mistake(`PLAYWRIGHT_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const installed = inPath(NAMES);
  if (installed) return installed;
  const bundled = chromium.executablePath();
  if (existsSync(bundled)) return bundled;

  return step("Installing a browser", () => {
    if (process.getuid?.() === 0 && inPath(["apt-get"])) {
      const wanted = ["chromium-headless-shell", "fonts-noto-cjk"];
      if (succeeds("apt-get", "update") && succeeds("apt-get", "install", "-y", "--no-install-recommends", ...wanted)) {
        const now = inPath(NAMES);
        if (now) return now;
      }
    }
    const cli = inProject("node_modules/@playwright/test/cli.js");
    if (succeeds(process.execPath, cli, "install", "--with-deps", "chromium") && existsSync(bundled)) return bundled;
    throw new Mistake(
      "There is no browser for the end-to-end tests, and none could be installed. Install Chromium, or name one in PLAYWRIGHT_CHROMIUM.",
    );
  });
}
