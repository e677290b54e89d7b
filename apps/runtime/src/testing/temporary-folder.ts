import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** In memory where the machine offers it: real files, real SQLite, without waiting for a disk that others use too. */
const parent = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export interface TemporaryFolder {
  readonly folder: string;
  readonly remove: () => void;
}

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(parent, "orderloom-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
