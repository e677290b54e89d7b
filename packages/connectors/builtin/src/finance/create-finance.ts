import { type FakeOptions, type FakeProgram, type FakeSystem, startFake } from "@orderloom/connector-sdk";
import type { JsonValue } from "@orderloom/rule-dsl";

/** In major units of `currency`, CNY when absent. */
export interface CreditSeed {
  readonly limit: number;
  readonly used: number;
  readonly currency?: string;
}

export interface FinanceOptions extends FakeOptions {
  readonly customers: Readonly<Record<string, CreditSeed>>;
}

/** A finance system on loopback: what each customer may owe and owes. A customer it does not know is a 404. */
export function createFinance({ customers, ...options }: FinanceOptions): Promise<FakeSystem> {
  return startFake(program(customers), options);
}

function program(customers: Readonly<Record<string, CreditSeed>>): FakeProgram {
  return () => [
    {
      action: "get-credit",
      method: "GET",
      path: "/credit/:customerId",
      writes: false,
      handle: ({ params }) => {
        const customerId = params["customerId"] ?? "";
        const credit = Object.hasOwn(customers, customerId) ? customers[customerId] : undefined;
        if (credit === undefined) return { status: 404, body: { code: "unknown-customer" } };
        const body: JsonValue = { customerId, currency: "CNY", ...credit };
        return { status: 200, body };
      },
    },
  ];
}
