/** Pieces per SKU. */
type Pieces = Readonly<Record<string, number>>;

interface Paper {
  readonly id: string;
  readonly state: string;
  readonly warehouse: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface Misbehaviour {
  readonly mode: "ok" | "fail" | "slow" | "hang" | "garbage" | "twice";
  readonly times?: number;
  readonly status?: number;
  readonly delayMs?: number;
}

/** What the WMS program itself says it was told: the witness of every flow. */
export class Warehouse {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Everything it ever reserved for the order. */
  async reservations(orderId: string): Promise<readonly { readonly state: string; readonly pieces: Pieces }[]> {
    return papersOf(await this.#get(`/reservations?orderId=${orderId}`));
  }

  /** Where its lines are held. */
  async holds(orderId: string): Promise<readonly string[]> {
    const { items } = await this.#get(`/reservations?orderId=${orderId}`);
    return items.filter(({ state }) => state === "active").map(({ warehouse }) => warehouse);
  }

  async pickTasks(orderId: string): Promise<readonly { readonly state: string; readonly pieces: Pieces }[]> {
    const { items } = await this.#get("/pick-tasks?limit=100000");
    return papersOf({ items: items.filter((item) => "orderId" in item && item.orderId === orderId) });
  }

  /** How often an action was called, and how often it did something. */
  async told(action: string): Promise<{ readonly calls: number; readonly acted: number }> {
    const response = await fetch(`${this.#url}/told?action=${action}&limit=1`);
    const { actions } = (await response.json()) as { actions: Record<string, { calls: number; acted: number }> }; // our own program's answer
    return actions[action] ?? { calls: 0, acted: 0 };
  }

  async orderedTwice(): Promise<readonly string[]> {
    return (await this.#get("/reservations")).ordersReservedTwice ?? [];
  }

  behave(action: string, how: Misbehaviour): Promise<void> {
    return this.#post("/control", { action, ...how });
  }

  stock(sku: string, available: number, warehouse = "HZ"): Promise<void> {
    return this.#post("/stock", { warehouse, sku, available });
  }

  async #get(path: string): Promise<{ items: readonly Paper[]; ordersReservedTwice?: readonly string[] }> {
    const response = await fetch(this.#url + path);
    return (await response.json()) as { items: readonly Paper[] }; // our own program's answer
  }

  async #post(path: string, body: object): Promise<void> {
    const response = await fetch(this.#url + path, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }
}

function papersOf({
  items,
}: {
  readonly items: readonly Paper[];
}): { readonly state: string; readonly pieces: Pieces }[] {
  return items.map(({ state, lines }) => ({
    state,
    pieces: Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity])),
  }));
}
