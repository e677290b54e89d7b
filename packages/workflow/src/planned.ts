import type { NodeBehaviour, Turn } from "./machine.ts";

/** A decision that is taken anew when the world changes was left (S14). */
export function notePlanned(turn: Turn, node: string, { on, until }: NonNullable<NodeBehaviour["replan"]>): void {
  const others = (turn.state.planned ?? []).filter((planned) => planned.node !== node);
  turn.state.planned = [...others, { node, on, until, at: turn.now }];
}

/** A node was entered: decisions that may be taken anew only until it stand from now on. */
export function notePassed(turn: Turn, nodeId: string): void {
  if (!turn.state.planned?.some(({ until }) => until === nodeId)) return;
  turn.state.planned = turn.state.planned.map((one) => (one.until === nodeId ? { ...one, past: true } : one));
}
