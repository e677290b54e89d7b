import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./program.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of the journeys: CHROMIUM_PATH, or one that is on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return isProgram(named) ? named : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/** Finds the browser, or installs it where we may (root on a Debian); otherwise says what is missing in one sentence. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (!mayInstall())
    throw new Missing("The browser tests need Chromium: install it, or set CHROMIUM_PATH to its program.");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env });
  const { code, output } = await run(
    "apt-get",
    ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    { env },
  );
  const installed = findChromium();
  if (code === 0 && installed !== undefined) return installed;
  throw new Missing(
    `Chromium cannot be installed by apt-get, so the browser tests cannot run:\n${output.slice(-2000)}`,
  );
}

/** A reason in words; where in our code it was said would tell nobody anything. */
class Missing extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.stack = sentence;
  }
}

function mayInstall(): boolean {
  const release = "/etc/os-release";
  return process.getuid?.() === 0 && existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, "utf8"));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
