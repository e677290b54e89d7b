import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A disk of a few megabytes that a test may fill. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives that room back. */
  makeRoom(): void;
  remove(): void;
}

/** Mounts one below `folder`; undefined where mounting is not allowed. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${String(megabytes)}m`, "none", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => {
      takeAll(filler);
    },
    makeRoom: () => {
      rmSync(filler);
    },
    remove: () => {
      execFileSync("umount", ["--lazy", folder]);
    },
  };
}

/** The pieces get smaller, so that not even one page is left. */
function takeAll(file: string): void {
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) writeFileSync(file, piece, { flag: "a" });
    } catch {
      // No room for a piece of this size.
    }
  }
}
