/** List and context literals. */
import type { Run } from "../runtime/frame.ts";
import type { FeelNode } from "../syntax/feel-node.ts";
import type { FeelValue } from "../values.ts";
import { fold } from "./fold.ts";
import { aboutOf } from "./names.ts";
import type { Compiled, Scope } from "./scope.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

export function compileList(node: Node<"list">, scope: Scope): Compiled {
  const items = node.items.map((item) => scope.compile(item));
  const runs = items.map((item) => item.run);
  const run: Run = (frame) => {
    frame.charge(runs.length, node);
    return runs.map((each) => each(frame));
  };
  return fold(run, items, scope);
}

/** Entries are made in order; a later one may refer to the earlier ones by name. */
export function compileContext(node: Node<"context">, scope: Scope): Compiled {
  const inner = scope.inner();
  const twice = node.entries.find(({ key }, index) => node.entries.findIndex((entry) => entry.key === key) < index);
  if (twice !== undefined) return scope.compilation.problem("duplicate-key", twice, { name: twice.key });
  const entries = node.entries.map((entry) => {
    const value = inner.compile(entry.value);
    return { key: entry.key, run: value.run, slot: inner.bind(entry.key, aboutOf(value)) };
  });
  return {
    run: (frame) => {
      frame.charge(entries.length, node);
      const record: Record<string, FeelValue> = {};
      for (const { key, run, slot } of entries) {
        const value = run(frame);
        frame.locals[slot] = value;
        record[key] = value; // never __proto__: the parser refuses it as a key
      }
      return record;
    },
  };
}
