/** Everything that a definition reads, as fact paths: more rather than less, so that what is told unused is unused. */
import { parsePath } from "../../compile/json-path.ts";
import type { FeelNode } from "../../expression/syntax/feel-node.ts";
import { parseExpression, parseUnaryTests } from "../../expression/syntax/parse-feel.ts";
import type { FactReference } from "../../schema/condition.ts";
import type { Definition } from "../../schema/definition.ts";
import { openParser, pathOf } from "../analysis/feel-parts.ts";
import { childrenOf } from "../analysis/feel-walk.ts";
import { isPlainCell } from "../analysis/read-cell.ts";

/** Fact paths that are read, and names of conditions that are used. */
export class ReadPaths {
  readonly conditions = new Set<string>();
  private readonly paths = new Set<string>();
  private readonly above = new Set<string>();
  /** Something could not be parsed, and may read anything. */
  private isOpen = false;

  /** Whether the value at a path, a part of it, or all that it is a part of is read. */
  reads(path: string): boolean {
    if (this.isOpen || this.above.has(path)) return true;
    return prefixesOf(path).some((prefix) => this.paths.has(prefix));
  }

  add(path: string): void {
    this.paths.add(path);
    for (const prefix of prefixesOf(path)) this.above.add(prefix);
  }

  open(): void {
    this.isOpen = true;
  }
}

const prefixesOf = (path: string): readonly string[] => {
  const steps = path.split(".");
  return steps.map((_, index) => steps.slice(0, index + 1).join("."));
};

const known = new WeakMap<Definition, ReadPaths>();

/** What a definition reads; worked out once for each that is not changed in place. */
export function readPathsOf(definition: Definition): ReadPaths {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const paths = readPathsIn(definition);
  known.set(definition, paths);
  return paths;
}

/** What a part of a definition reads. */
export function readPathsIn(part: unknown): ReadPaths {
  const reader = new Reader();
  reader.value(part);
  return reader.found;
}

/** Texts that are no expressions, whatever they begin with. */
const spoken: ReadonlySet<string> = new Set(["name", "description", "message", "note", "ports", "tags"]);

class Reader {
  readonly found = new ReadPaths();
  private readonly cells = new Set<string>();

  value(value: unknown): void {
    if (typeof value === "string") {
      if (value.startsWith("=")) this.expression(value.slice(1));
      return;
    }
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.value(item);
      return;
    }
    if ("condition" in value && typeof value.condition === "string") this.found.conditions.add(value.condition);
    if ("fact" in value && typeof value.fact === "string") this.fact(value as FactReference); // by what it has
    if ("type" in value && value.type === "table" && "rows" in value) this.table(value);
    if ("type" in value && value.type === "mapping" && "from" in value) this.keys(value.from);
    for (const [key, item] of Object.entries(value)) this.member(key, item);
  }

  private member(key: string, item: unknown): void {
    if (spoken.has(key)) return;
    if (key === "feel" && typeof item === "string") this.expression(item);
    else if (key === "boxed") this.anyText(item);
    else if (key === "excluding") this.keys(item);
    else if (key !== "rows") this.value(item);
  }

  /** Below a list, or an element of it, anything may be read. */
  private fact({ fact, path = "$" }: Pick<FactReference, "fact" | "path">): void {
    const names = [fact];
    for (const step of parsePath(path) ?? []) {
      if (step === "every" || /^\d+$/.test(step.key)) break;
      names.push(step.key);
    }
    this.found.add(names.join("."));
  }

  private keys(names: unknown): void {
    if (!Array.isArray(names)) return;
    for (const name of names as readonly unknown[])
      if (typeof name === "string") for (const path of [name, `vars.${name}`, `order.${name}`]) this.found.add(path);
  }

  private table(table: object): void {
    const {
      inputs,
      rows,
      default: fallback,
    } = table as {
      readonly inputs?: readonly { readonly expression: string }[];
      readonly rows: readonly { readonly when?: object; readonly then?: object }[];
      readonly default?: object;
    }; // a table decision, by its type
    for (const { expression } of inputs ?? []) this.expression(expression);
    for (const { when = {}, then = {} } of rows) {
      for (const text of Object.values(when)) this.cell(text, "test");
      for (const text of Object.values(then)) this.cell(text, "result");
    }
    for (const text of Object.values(fallback ?? {})) this.cell(text, "result");
  }

  private cell(text: unknown, kind: "test" | "result"): void {
    if (typeof text !== "string" || text.trim() === "" || text.trim() === "-" || isPlainCell(text)) return;
    if (this.cells.has(`${kind} ${text}`)) return;
    this.cells.add(`${kind} ${text}`);
    if (kind === "result") {
      this.expression(text);
      return;
    }
    const parsed = parseUnaryTests(text.trim(), openParser);
    if (parsed.ok) for (const node of parsed.node.tests) this.node(node);
    else this.found.open();
  }

  private expression(text: string): void {
    const parsed = parseExpression(text.trim(), openParser);
    if (parsed.ok) this.node(parsed.node);
    else this.found.open();
  }

  private node(node: FeelNode): void {
    const path = pathOf(node);
    if (path !== undefined) {
      this.found.add(path);
      return;
    }
    for (const child of childrenOf(node)) this.node(child);
  }

  /** A DMN model names its inputs in ways of its own: all its words may be readings. */
  private anyText(value: unknown): void {
    if (typeof value === "string") {
      for (const [word] of value.matchAll(/[\p{L}_][\p{L}\p{N}_.]*/gu)) this.found.add(word);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const item of Object.values(value)) this.anyText(item);
  }
}
