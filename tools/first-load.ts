import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./program.ts";

/** What a browser may have to fetch, packed, before it shows the first page. */
export const budgetKilobytes = 350;

interface Loaded {
  file: string;
  kilobytes: number;
}

/** Every script, stylesheet and preloaded module that index.html names, with its size as gzip sends it. */
export function firstLoad(dist = join(root, "apps/designer/dist")): Loaded[] {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const names = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"/g)].flatMap(
    ([, name]) => (name === undefined ? [] : [name]),
  );
  return [...new Set(names)].map((name) => ({
    file: name,
    kilobytes: gzipSync(readFileSync(join(dist, name))).length / 1000,
  }));
}
