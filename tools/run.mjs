// The door of every npm script. It runs on whatever Node the machine has (20 or newer), sees to the installation,
// and goes on under the Node of node_modules with tools/<command>.ts.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname ?? ".", "..");
const oldestNode = 20;

/** Ends with one sentence: what is in the way, and what to do.
 * @param {string} sentence
 * @returns {never} */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** What npm wrote down about a package: enough to see whether the right one is there.
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean, devOptional?: boolean }} Locked */

/** @param {string} file
 * @returns {Record<string, Locked>} */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Whether node_modules holds what package-lock.json asks for; npm's own note of what it put there tells. */
function isInstalled() {
  const note = join(root, "node_modules/.package-lock.json");
  if (!existsSync(note) || !existsSync(join(root, "node_modules/.bin/node"))) return false;
  const wanted = lockedPackages(join(root, "package-lock.json"));
  const present = lockedPackages(note);
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (!path.includes("node_modules/")) return true;
    const found = present[path];
    return found === undefined ? (optional ?? devOptional ?? false) : found.version === version;
  });
}

/** Why npm failed, as a person would say it.
 * @param {string} output */
function whyNpmFailed(output) {
  if (/ENOSPC/.test(output)) return "The disk is full: make room (about 1 GB) and run this again.";
  if (/EROFS|EACCES|EPERM/.test(output)) return `This folder cannot be written: ${root}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output))
    return "The npm registry cannot be reached, and the packages are not installed yet: connect to a network (or set npm's registry or proxy) and run this again.";
  return undefined;
}

async function install() {
  const started = Date.now();
  process.stdout.write("Installing packages (a minute or two, the first time) ...\n");
  const npm = process.env["npm_execpath"];
  const node = process.env["npm_node_execpath"] ?? process.execPath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-progress"];
  const child = npm ? spawn(node, [npm, ...args], { cwd: root }) : spawn("npm", args, { cwd: root });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((done) => {
    child.on("error", (error) => done(String(error)));
    child.on("close", done);
  });
  if (code !== 0) giveUp(whyNpmFailed(output) ?? `npm ci failed (${code}):\n${output.trim()}`);
  process.stdout.write(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.\n`);
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
  // A terminal sends Ctrl-C to the whole group: the child already has it.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.on("error", () => giveUp(`The installed Node cannot be run: delete node_modules and run this again.`));
  child.on("close", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (Number(process.versions.node.split(".")[0]) < oldestNode)
  giveUp(`OrderLoom needs Node ${oldestNode} or newer to start; this is ${process.version}.`);
const [command, ...args] = process.argv.slice(2);
if (command === undefined || !existsSync(join(root, "tools", `${command}.ts`)))
  giveUp("Usage: npm start | npm test | npm run check | dev | bench | seed | chaos");
if (!isInstalled()) await install();
goOn(command, args);
