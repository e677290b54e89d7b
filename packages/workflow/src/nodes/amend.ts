import type { Amendment, JsonObject, JsonValue, NodeOf, Order } from "@orderloom/rule-dsl";
import { strictInput, wrongKind } from "../compile/expressions.ts";
import { type CompileNode, headOf, type NodeTools } from "../compile/node-tools.ts";
import type { Turn, Worked } from "../machine.ts";
import { effectKeyOf, leave, park, stop } from "../turn.ts";
import { linesFrom } from "./amend-lines.ts";

/** Changes the order (S1) and goes on when the order says that it did. Nothing to change is nothing to wait for. */
export const compileAmend: CompileNode<"amend"> = (node, tools) => {
  const change = compileChange(node, tools);
  return {
    ...headOf(node, tools),
    enter(turn, { id }) {
      const worked = change(turn, id);
      if (!worked.ok) return { kind: "incident", incident: worked.incident };
      if (worked.value.length === 0) return leave("next");
      const key = effectKeyOf(turn, id);
      turn.effects.push({ type: "order.amend", key, activation: id, amendments: worked.value });
      return park({ for: "amend", effectKey: key });
    },
    resume(_turn, { wait }, signal) {
      if (wait.for !== "amend" || signal.kind !== "amended" || signal.effectKey !== wait.effectKey) return undefined;
      const [problem] = signal.problems;
      if (!problem) return leave("next");
      return node.ports["error"] === undefined
        ? stop("amendment-refused", { message: problem.message })
        : leave("error");
    },
  };
};

type Change = (turn: Turn, activation: number) => Worked<readonly Amendment[]>;

/** All values are worked out first: one that has none changes nothing at all (S10). */
function compileChange(node: NodeOf<"amend">, tools: NodeTools): Change {
  const { add, cancel, attributes, tags, fulfilment, hold, cancelOrder, reason } = node;
  const declared: Record<string, JsonValue> = {
    ...(add !== undefined && { add }),
    ...(cancel !== undefined && { cancel }),
    ...(attributes && { attributes }),
    ...(tags && { tags: tags }),
    ...(fulfilment !== undefined && { fulfilment }),
    ...(hold !== undefined && { hold }),
    ...(cancelOrder && { cancelOrder: cancelOrder }),
    ...(reason !== undefined && { reason }),
  };
  const values = strictInput(declared, "amend", tools.context);
  return (turn, activation) => {
    const worked = values(turn.facts.current());
    return worked.ok ? amendmentsOf(worked.value, turn.reads.order, activation) : worked;
  };
}

function amendmentsOf(values: JsonObject, order: Order | undefined, activation: number): Worked<readonly Amendment[]> {
  const said = typeof values["reason"] === "string" ? { reason: values["reason"] } : {};
  const lines = linesFrom(values["add"], order, activation);
  if (!lines.ok) return lines;
  const amendments: Amendment[] = lines.value.map((line) => ({ type: "order.line-added", data: { line, ...said } }));
  for (const lineId of textsIn(values["cancel"]))
    amendments.push({ type: "order.line-cancelled", data: { lineId, ...said } });
  const attributes = mapIn(values["attributes"]);
  if (attributes)
    amendments.push({ type: "order.attributes-changed", data: { attributes: { ...attributes }, ...said } });
  const tags = mapIn(values["tags"]);
  if (tags)
    amendments.push({
      type: "order.tags-changed",
      data: { add: [...textsIn(tags["add"])], remove: [...textsIn(tags["remove"])], ...said },
    });
  const { fulfilment } = values;
  if (typeof fulfilment === "string")
    amendments.push({ type: "order.fulfilment-changed", data: { fulfilment, ...said } });
  else if (fulfilment !== undefined) return wrong("fulfilment");
  amendments.push(...holdOf(values["hold"], said), ...cancelOf(values["cancelOrder"], said));
  return { ok: true, value: amendments };
}

type Said = { readonly reason?: string };

function holdOf(hold: JsonValue | undefined, said: Said): readonly Amendment[] {
  if (hold === undefined) return [];
  if (hold === false) return [{ type: "order.hold-lifted", data: said }];
  const reason = mapIn(hold)?.["reason"];
  return [{ type: "order.held", data: { reason: typeof reason === "string" ? reason : JSON.stringify(reason ?? "") } }];
}

function cancelOf(cancel: JsonValue | undefined, said: Said): readonly Amendment[] {
  if (cancel === undefined) return [];
  const reason = mapIn(cancel)?.["reason"];
  return [{ type: "order.cancelled", data: typeof reason === "string" ? { reason } : said }];
}

/** One text or several. */
function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function mapIn(value: JsonValue | undefined): JsonObject | undefined {
  // No list and no null: what is left of JSON's objects is a map.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

const wrong = (field: string): Worked<never> => ({
  ok: false,
  incident: wrongKind(`amend.${field}`, { "zh-CN": "类型不对", en: "it is of the wrong kind" }),
});
