import type { AppInfo } from "@orderloom/api-contract";
import type { Refused } from "../host/commands.ts";
import type { Logger } from "../ports/logger.ts";

/** How the demo shop is made; the composition root says by what. */
export interface DemoParts {
  /** `ask`: offered on the page; `on`: opened at once; `off`: never mentioned. */
  readonly mode: "ask" | "on" | "off";
  /** Whether it was opened before on this data. */
  readonly wasOpened: boolean;
  readonly isEmpty: () => Promise<boolean>;
  /** Starts the systems on the other side and points the connectors at them. */
  readonly openWorld: () => Promise<void>;
  readonly publishTemplates: () => Promise<void>;
  readonly remember: () => Promise<void>;
  /** Sends a day of orders; tells how far it is. */
  readonly loadDay: (progress: (sent: number) => void) => Promise<void>;
  readonly startTrickle: () => void;
  readonly dayOrders: number;
  readonly logger: Logger;
}

type DemoState = AppInfo["demo"];

/** The demo shop of one installation: offered on an empty store, loaded once, open from then on. */
export class DemoShop {
  readonly #parts: DemoParts;
  #state: "idle" | "loading" | "on" = "idle";
  #loaded = 0;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  async state(): Promise<DemoState> {
    if (this.#parts.mode === "off") return { state: "off" };
    if (this.#state === "loading") return { state: "loading", loaded: this.#loaded, total: this.#parts.dayOrders };
    if (this.#state === "on") return { state: "on" };
    return { state: (await this.#parts.isEmpty()) ? "offer" : "off" };
  }

  /** At start-up: goes on where it was, or begins when it was asked for. */
  async resume(): Promise<"on" | "loading" | "offer" | "off"> {
    const { mode, wasOpened } = this.#parts;
    if (mode === "off") return "off";
    if (wasOpened) {
      await this.#parts.openWorld();
      this.#parts.startTrickle();
      this.#state = "on";
      return "on";
    }
    if (mode === "on") {
      await this.load();
      return "loading";
    }
    return (await this.#parts.isEmpty()) ? "offer" : "off";
  }

  /** Answers as soon as it is under way; `state` tells how far it is. */
  async load(): Promise<{ readonly kind: "loading" } | Refused> {
    if (this.#parts.mode === "off" || this.#state === "on")
      return { kind: "refused", status: 409, code: "demo-open", data: {} };
    if (this.#state === "loading") return { kind: "loading" };
    this.#state = "loading";
    await this.#parts.openWorld();
    await this.#parts.publishTemplates();
    await this.#parts.remember();
    void this.#fill();
    return { kind: "loading" };
  }

  async #fill(): Promise<void> {
    try {
      await this.#parts.loadDay((sent) => {
        this.#loaded = sent;
      });
    } catch (error) {
      this.#parts.logger.warn("the demo day broke off", {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    this.#parts.startTrickle();
    this.#state = "on";
  }
}
