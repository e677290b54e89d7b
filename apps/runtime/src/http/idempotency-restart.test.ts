import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteStore } from "../stores/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { FakeClock } from "../host/testing/fake-clock.ts";
import type { HostStore } from "../ports/host-store.ts";
import { Idempotency } from "./idempotency.ts";

const scope = { organisationId: "main" };
const request = { key: "k", actorId: "lin", method: "POST", path: "/v1/x", body: { a: 1 }, ifMatch: undefined };
const DAY_MS = 86_400_000;

let folder: string;
let remove: () => void;
let store: HostStore;
let clock: FakeClock;
let acts: number;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  store = openSqliteStore({ folder });
  clock = new FakeClock(1_000_000);
  acts = 0;
});
afterEach(async () => {
  await store.close();
  remove();
});
const act = (status: number) => () => Promise.resolve({ status, body: { act: (acts += 1) } });
const once = (status = 200) => new Idempotency(store, scope, clock).once(request, act(status));

it("gives the first answer again after a restart, for a day and no longer", async () => {
  await once();
  await store.close();
  store = openSqliteStore({ folder });
  clock.jump(DAY_MS - 1);
  expect(await once()).toEqual({ status: 200, body: { act: 1 } });
  clock.jump(1);
  expect(await once()).toEqual({ status: 200, body: { act: 2 } });
});

it("does not keep what our own side could not do", async () => {
  expect([await once(503), await once(200)]).toMatchObject([{ status: 503 }, { status: 200, body: { act: 2 } }]);
});

it("tells the order of fields in a body from nothing", async () => {
  const twice = new Idempotency(store, scope, clock);
  await twice.once({ ...request, body: { a: 1, b: 2 } }, act(200));
  expect(await twice.once({ ...request, body: { b: 2, a: 1 } }, act(200))).toMatchObject({ body: { act: 1 } });
});
