/** `for`, `some` and `every`. */
import type { Frame, Run } from "../runtime/frame.ts";
import { iterate, type Loop } from "../runtime/iterate.ts";
import type { FeelNode, Iterator } from "../syntax/feel-node.ts";
import { type FeelValue, kindOf } from "../values.ts";
import { aboutOf } from "./names.ts";
import type { Compiled, Scope } from "./scope.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

/** Each source sees the names of the iterators before it. */
function compileLoops(iterators: readonly Iterator[], scope: Scope): readonly Loop[] {
  return iterators.map((iterator) => {
    const source = scope.compile(iterator.source);
    const end = iterator.end === undefined ? undefined : scope.compile(iterator.end).run;
    const slot = scope.bind(iterator.name, end === undefined ? aboutOf(source) : {});
    return { slot, source: source.run, end, span: iterator.source };
  });
}

/** In the body, `partial` is the list of the results so far. */
export function compileFor(node: Node<"for">, scope: Scope): Compiled {
  const inner = scope.inner();
  const loops = compileLoops(node.iterators, inner);
  const partial = inner.bind("partial");
  const body = inner.compile(node.body).run;
  const usesPartial = inner.isUsed("partial");
  return {
    run: (frame) => {
      const results: FeelValue[] = [];
      const outcome = iterate(loops, frame, () => {
        if (usesPartial) frame.locals[partial] = copyOf(results, node, frame);
        results.push(body(frame));
        return true;
      });
      return outcome === "failed" ? null : results;
    },
  };
}

function copyOf(results: readonly FeelValue[], node: Node<"for">, frame: Frame): FeelValue {
  frame.charge(results.length, node);
  return results.slice();
}

/** `some` is the `or` of the body over all elements, `every` the `and`: null if nothing settles it but a null. */
export function compileQuantified(node: Node<"some" | "every">, scope: Scope): Compiled {
  const inner = scope.inner();
  const loops = compileLoops(node.iterators, inner);
  const body = inner.compile(node.body).run;
  return { run: runQuantified({ node, loops, body, decisive: node.kind === "some" }), isLogical: true };
}

interface Quantified {
  readonly node: Node<"some" | "every">;
  readonly loops: readonly Loop[];
  readonly body: Run;
  readonly decisive: boolean;
}

function runQuantified({ node, loops, body, decisive }: Quantified): Run {
  return (frame) => {
    const unknown = { seen: false };
    const outcome = iterate(loops, frame, () => {
      const value = body(frame);
      if (value === decisive) return false;
      if (value !== !decisive) {
        unknown.seen = true;
        if (value !== null) frame.warn("condition-not-boolean", node.body, { found: kindOf(value) });
      }
      return true;
    });
    if (outcome === "stopped") return decisive;
    return outcome === "failed" || unknown.seen ? null : !decisive;
  };
}
