// The door of every npm script. It runs on whatever Node the machine has (20 or newer), sees to the installation,
// and goes on under the Node of node_modules with tools/<command>.ts.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const oldestNode = 20;
const neededMegabytes = 1000;

/** npm's own patience would leave a machine without a network waiting for minutes before a word is said. */
const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];

/** Ends with one sentence: what is in the way, and what to do.
 * @param {string} sentence
 * @returns {never} */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * What npm writes down about a package: enough to see whether the right one is there.
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, extraneous?: boolean }} Locked
 */

/**
 * @param {string} file
 * @returns {Record<string, Locked>} by path; empty when there is no such note, or half of one
 */
function lockedPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return {};
  }
}

/** Whether node_modules holds what package-lock.json asks for; npm's own note of what it put there tells. */
function isInstalled() {
  if (!fs.existsSync(join(root, "node_modules/.bin/node"))) return false;
  const present = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(lockedPackages("package-lock.json")).every(([path, wanted]) => {
    const mayBeMissing = wanted.optional || wanted.devOptional || wanted.extraneous || !path.includes("node_modules/");
    return path in present ? present[path]?.version === wanted.version : mayBeMissing;
  });
}

/** Why npm failed, as a person would say it.
 * @param {string} output */
function whyNpmFailed(output) {
  if (/ENOSPC/.test(output)) return "The disk is full: make room and run this again.";
  if (/EROFS|EACCES|EPERM/.test(output)) return `This folder cannot be written: ${root}`;
  if (/ENOTEMPTY|EBUSY/.test(output))
    return "Another installation is at work in this folder: wait for its end and run this again.";
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return "The npm registry cannot be reached, and the packages are not installed yet: connect to a network (or set npm's registry or proxy) and run this again.";
  return undefined;
}

/**
 * A terminal sends Ctrl-C to the whole group, so that the child already has it; anybody else's signal is passed on.
 * @param {import("node:child_process").ChildProcess} child
 */
function passSignalsTo(child) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

/**
 * Ends the child when npm is gone: npm gives a signal to its shell, which dies of it without telling us.
 * @param {import("node:child_process").ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 250);
}

/** Looks before npm does: npm fights a full disk for minutes, and calls a read-only one a missing folder. */
function refuseHopelessDisk() {
  try {
    fs.accessSync(root, fs.constants.W_OK);
  } catch {
    giveUp(`This folder cannot be written, so nothing can be installed: ${root}`);
  }
  const { bavail, bsize } = fs.statfsSync(root);
  const freeMegabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMegabytes < neededMegabytes)
    giveUp(`The disk is too full: the packages need ${neededMegabytes} MB, ${freeMegabytes} MB are free.`);
}

/** Says it to a person who watches; a log would only fill with it.
 * @param {string} text */
function tell(text) {
  if (process.stdout.isTTY) process.stdout.write(text);
}

/** @param {number} started */
function secondsSince(started) {
  return Math.round((Date.now() - started) / 1000);
}

async function install() {
  refuseHopelessDisk();
  const started = Date.now();
  process.stdout.write("Installing packages (a minute or two, the first time) ...\n");
  const npm = process.env["npm_execpath"];
  const node = process.env["npm_node_execpath"] ?? process.execPath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-progress", ...patience];
  const child = npm ? spawn(node, [npm, ...args], { cwd: root }) : spawn("npm", args, { cwd: root });
  passSignalsTo(child);
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const clock = setInterval(() => tell(`\r  ${secondsSince(started)} s `), 1000);
  const code = await new Promise((done) => {
    child.on("error", (error) => done(String(error)));
    child.on("close", done);
  });
  clearInterval(clock);
  tell("\r");
  if (code === null) giveUp("The installation was interrupted; run this again.");
  if (code !== 0) giveUp(whyNpmFailed(output) ?? `npm ci failed (${code}):\n${output.trim()}`);
  process.stdout.write(`Installed in ${secondsSince(started)} s.\n`);
}

/** Goes on in TypeScript under the installed Node; its end is our end.
 * @param {string} command
 * @param {string[]} args */
function goOn(command, args) {
  const node = join(root, "node_modules/.bin/node");
  const child = spawn(node, [join(root, "tools", `${command}.ts`), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}` },
  });
  passSignalsTo(child);
  endWithNpm(child);
  child.on("error", () => giveUp("The installed Node cannot be run: delete node_modules and run this again."));
  child.on("close", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (Number(process.versions.node.split(".")[0]) < oldestNode)
  giveUp(`OrderLoom needs Node ${oldestNode} or newer to start; this is ${process.version}.`);
const [command, ...args] = process.argv.slice(2);
if (command === undefined || !fs.existsSync(join(root, "tools", `${command}.ts`)))
  giveUp(
    "Usage: npm start | npm test | npm run check | dev | bench | seed | chaos | backup | restore | dmn-tck | screenshots",
  );
if (!isInstalled()) await install();
goOn(command, args);
