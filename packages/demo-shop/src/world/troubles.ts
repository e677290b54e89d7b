/*
 * What goes wrong on the demo's day, so that there is something to decide: the gifts run out until they are restocked, and the WMS refuses a few.
 */

/** Enough for the first orders of the day that earn one. */
const GIFTS_AT_FIRST = 40;
const GIFTS_RESTOCKED = 2000;
const REFUSED = 3;

/** Before the day is sent. `wms`: its base URL. */
export async function beginTroubles(wms: string): Promise<void> {
  await tell(wms, "/stock", { warehouse: "HZ", sku: "GF-9", available: GIFTS_AT_FIRST });
  await tell(wms, "/control", { action: "reserve-stock", mode: "fail", status: 400, times: REFUSED });
}

/** The gifts are there again: whoever decides to reserve again gets them. */
export async function endTroubles(wms: string): Promise<void> {
  await tell(wms, "/stock", { warehouse: "HZ", sku: "GF-9", available: GIFTS_RESTOCKED });
}

async function tell(wms: string, path: string, body: object): Promise<void> {
  const response = await fetch(wms + path, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
