/** A warehouse and what lies in it when the fake's state is new. */
export interface WarehouseSeed {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly coldChain?: boolean;
  readonly cost?: number;
  readonly hours?: number;
  readonly coverDays?: number;
  readonly carbonKg?: number;
  readonly dispatchHours?: number;
  readonly load?: number;
  readonly onTime?: number;
  readonly lateCost?: number;
  readonly damageRate?: number;
  readonly damageCost?: number;
  /** SKU to pieces. */
  readonly stock: Readonly<Record<string, number>>;
}

/** One warehouse for tests that need no choice. */
export function oneWarehouse(stock: Readonly<Record<string, number>>): readonly WarehouseSeed[] {
  return [{ code: "HZ", name: "杭州仓", city: "杭州市", coldChain: true, stock }];
}
