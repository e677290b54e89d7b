import { fail, type JsonObject, problem, type Result, succeed } from "@orderloom/rule-dsl";
import { type InstanceState, STATE_VERSION } from "./state.ts";

/** Turns a snapshot of version n into one of version n + 1; `stateVersion` is set for it. */
export type Upcaster = (snapshot: JsonObject) => JsonObject;

/** Contiguous: the upcaster at place 0 reads version 1 (S26). */
const upcasters: readonly Upcaster[] = [];

/** Reads a stored snapshot of this release or an older one. A newer one is `state-newer`: this release must not touch it. */
export function upcastState(snapshot: JsonObject): Result<InstanceState> {
  const current = upcast(snapshot, upcasters, STATE_VERSION);
  // Snapshots are written by advance() alone; what an older release wrote, its upcasters have brought to this shape.
  return current.ok ? succeed(current.value as unknown as InstanceState) : current;
}

export function upcast(snapshot: JsonObject, steps: readonly Upcaster[], current: number): Result<JsonObject> {
  const from = snapshot["stateVersion"];
  if (typeof from !== "number" || from < 1 || from > current) return fail([problem("state-newer", "/stateVersion")]);
  let upcasted = snapshot;
  for (let version = from; version < current; version += 1) {
    const step = steps[version - 1];
    if (!step) throw new TypeError(`No upcaster reads state version ${version}`);
    upcasted = { ...step(upcasted), stateVersion: version + 1 };
  }
  return succeed(upcasted);
}
