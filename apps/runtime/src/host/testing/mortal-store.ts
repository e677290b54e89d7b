import type { HostStore } from "../../ports/host-store.ts";

export interface Death {
  /** Which commit it dies at, counted from 1. */
  readonly atCommit: number;
  readonly when: "before" | "after";
}

/** A store that dies at a given commit and with it the process: from then on nothing is answered any more. */
export function mortalStore(store: HostStore, { atCommit, when }: Death, died: () => void): HostStore {
  let commits = 0;
  let isDead = false;
  const dead = <T>(): Promise<T> => Promise.reject(new Error("the process has died"));
  const die = (): void => {
    isDead = true;
    died();
  };
  const commit: HostStore["commit"] = async (scope, writes) => {
    if (isDead) return dead();
    commits += 1;
    if (commits !== atCommit) return store.commit(scope, writes);
    if (when === "after") await store.commit(scope, writes);
    die();
    return dead();
  };
  return {
    ...store,
    commit,
    load: (scope, kind, ids) => (isDead ? dead() : store.load(scope, kind, ids)),
    instancesOf: (scope, orderId, which) => (isDead ? dead() : store.instancesOf(scope, orderId, which)),
  };
}
