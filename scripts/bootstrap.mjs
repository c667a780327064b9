// The way into every command. Runs on the Node that started npm, with nothing installed; the commands themselves run on the Node
// that is one of the dependencies.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMANDS = ["demo", "start", "dev", "check", "test", "bench", "migrate", "migration"];
const began = Date.now();
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(project, ...path);
const bundledNode = at("node_modules/.bin/node");

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Interdict needs Node 20.19 or newer to start; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`);
}

const packagesIn = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** True when what is installed is what the lock file says. Packages for other machines are optional and may be missing. */
function isInstalled() {
  if (spawnSync(bundledNode, ["--version"], { stdio: "ignore" }).status !== 0) return false;
  try {
    const installed = packagesIn(at("node_modules/.package-lock.json"));
    return Object.entries(packagesIn(at("package-lock.json"))).every(([path, wanted]) => {
      const found = installed[path];
      return path === "" || (found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true);
    });
  } catch {
    return false;
  }
}

function runNpmCi() {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...options], { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output = `${output}${chunk}`.slice(-20_000)));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

async function install() {
  if (isInstalled()) return;
  // Two commands started at once on a fresh checkout: the second waits and finds everything installed.
  const { releaseLock, waitForLock } = await import("./lock-file.mjs");
  const lock = at(".data/install.lock");
  mkdirSync(dirname(lock), { recursive: true });
  await waitForLock(lock, ({ pid }) => console.log(`Another command (process ${pid}) is installing the packages; waiting for it.`));
  try {
    if (isInstalled()) return;
    const since = Date.now();
    const seconds = () => Math.round((Date.now() - since) / 1000);
    console.log("Installing the packages (about a minute) …");
    const ticking = setInterval(() => console.log(`  still installing, ${seconds()} s`), 15_000);
    const { code, output } = await runNpmCi();
    clearInterval(ticking);
    if (code !== 0) fail(`The packages could not be installed (npm ci):\n${output.trim()}`);
    if (!isInstalled())
      fail(`The packages are installed, but ${bundledNode} does not run. Were install scripts switched off? Run: npm rebuild node`);
    console.log(`  installed in ${seconds()} s`);
  } finally {
    releaseLock(lock);
  }
}

function run(command, args) {
  const child = spawn(bundledNode, ["--disable-warning=ExperimentalWarning", at("scripts", `${command}.ts`), ...args], {
    cwd: project,
    // The channel tells the command when this process is gone, even if it was killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `${at("node_modules/.bin")}:${process.env.PATH ?? ""}`,
      INTERDICT_BEGAN: String(began),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** The process that started `pid`; null where the system does not tell without a further program. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  } catch {
    return null;
  }
}

/** npm that is killed cannot say so; what it started (a shell, and under it this process) is then handed to another parent. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  setInterval(() => ancestors() !== before && child.kill("SIGTERM"), 1_000).unref();
}

refuseOldNode();
const [command = "", ...args] = process.argv.slice(2);
if (!COMMANDS.includes(command)) fail(`There is no command "${command}". Commands: ${COMMANDS.join(", ")}.`);
await install();
run(command, args);
