import { writeSync } from "node:fs";
import type { Host } from "../host/host.ts";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";

/** Where a turn may be cut off: around its write, around a call to the outside, and before the channel is answered. */
const deathPoints = ["before-commit", "after-commit", "before-effect", "after-effect", "before-ack"] as const;
type DeathPoint = (typeof deathPoints)[number];

/** At most so many passings of its point from the signal on. */
const MOST_PASSINGS = 20;
const STDERR = 2;

/**
 * For kill tests: each SIGUSR2 chooses a point and how often it is still passed; there the process ends, having said where. The points lie
 * around what the composition root puts together, so that nothing inside knows of them.
 */
export class SuddenDeath {
  readonly #random: () => number;
  readonly #die: () => never;
  #armed: { readonly point: DeathPoint; passings: number } | undefined;

  /** `random`: in [0, 1). */
  constructor(random: () => number, die: () => never) {
    this.#random = random;
    this.#die = die;
    process.on("SIGUSR2", () => this.#arm());
  }

  store(store: HostStore): HostStore {
    return {
      ...store,
      commit: async (scope, writes) => {
        this.#pass("before-commit");
        const results = await store.commit(scope, writes);
        this.#pass("after-commit");
        return results;
      },
    };
  }

  connectors(connectors: ConnectorRunner): ConnectorRunner {
    return {
      ...connectors,
      invoke: async (call) => {
        this.#pass("before-effect");
        const answer = await connectors.invoke(call);
        this.#pass("after-effect");
        return answer;
      },
    };
  }

  host(host: Host): Host {
    return {
      ...host,
      accept: async (mail, actor) => {
        const accepted = await host.accept(mail, actor);
        this.#pass("before-ack");
        return accepted;
      },
    };
  }

  #arm(): void {
    const point = deathPoints[Math.floor(this.#random() * deathPoints.length)] ?? "before-commit";
    this.#armed = { point, passings: 1 + Math.floor(this.#random() * MOST_PASSINGS) };
  }

  #pass(point: DeathPoint): void {
    if (this.#armed?.point !== point) return;
    this.#armed.passings -= 1;
    if (this.#armed.passings > 0) return;
    writeSync(STDERR, `died ${point}\n`);
    this.#die();
  }
}
