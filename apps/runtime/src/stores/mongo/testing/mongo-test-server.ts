import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const sources = import.meta.dirname;
const cache = resolve(sources, "../../../../../../node_modules/.cache/mongo-test-server");

/** A server that speaks MongoDB's protocol: a stand-in that shows what the adapter asks for, not how fast or how safe MongoDB is. */
export interface MongoTestServer {
  /** Without a database. */
  readonly uri: string;
  /** Ends it; what has no file is gone. */
  stop(): Promise<void>;
}

export interface MongoTestServerOptions {
  /** 0, and nothing, picks a free one. */
  readonly port?: number;
  /** Keeps the data in a file, so that a server started again has them. */
  readonly file?: string;
  /** What it says it speaks; 13 is MongoDB 5.0. */
  readonly wireVersion?: number;
}

/** Starts one; needs Java and, for the first time, Maven. Rejects when one of them is not there. */
export async function startMongoTestServer({
  port = 0,
  file,
  wireVersion = 13,
}: MongoTestServerOptions = {}): Promise<MongoTestServer> {
  const folder = await prepare();
  const classPath = [join(folder, "lib", "*"), join(folder, "classes")].join(delimiter);
  const flags = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", `-DwireVersion=${String(wireVersion)}`];
  const child = spawn(
    "java",
    [...flags, "-cp", classPath, "MongoTestServer", String(port), ...(file === undefined ? [] : [file])],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  return {
    uri: await firstLine(child),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

function firstLine(child: ChildProcess & { stdout: NonNullable<ChildProcess["stdout"]> }): Promise<string> {
  return new Promise((done, fail) => {
    createInterface({ input: child.stdout }).once("line", done);
    child.once("error", fail);
    child.once("close", (code) => {
      fail(new Error(`the test server ended with ${String(code)}`));
    });
  });
}

/** The libraries and the compiled launcher, made once for each state of their sources. */
async function prepare(): Promise<string> {
  const [pom, launcher] = [join(sources, "pom.xml"), join(sources, "MongoTestServer.java")];
  const digest = createHash("sha256").update(readFileSync(pom)).update(readFileSync(launcher)).digest("hex");
  const folder = join(cache, digest.slice(0, 16));
  if (existsSync(folder)) return folder;
  const making = join(cache, `making-${randomUUID()}`);
  const lib = join(making, "lib");
  mkdirSync(lib, { recursive: true });
  try {
    await run("mvn", ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${lib}`]);
    await run("javac", ["-cp", join(lib, "*"), "-d", join(making, "classes"), launcher]);
    renameSync(making, folder);
  } catch (thrown) {
    rmSync(making, { recursive: true, force: true });
    // Another test was faster.
    if (!existsSync(folder)) throw thrown;
  }
  return folder;
}
