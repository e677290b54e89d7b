import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallAnswer } from "@orderloom/workflow";
import { CallGate } from "./call-gate.ts";
import { FakeClock } from "./testing/fake-clock.ts";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const broken: CallAnswer = { kind: "failed", message: "503", retryable: true };
const well: CallAnswer = { kind: "done", output: {} };
const LIMIT_MS = 10_000;

/** The breaker reads the machine's clock: both go together. */
async function forward(clock: FakeClock, ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 500) {
    vi.setSystemTime(Date.now() + 500);
    await clock.forward(500, settle);
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 0 }));
afterEach(() => void vi.useRealTimers());

function gateWith(answers: readonly CallAnswer[]) {
  const clock = new FakeClock(0);
  const told: boolean[] = [];
  const gate = new CallGate({ clock, changed: (isResting) => told.push(isResting) });
  let made = 0;
  const pass = () => gate.pass(LIMIT_MS, () => Promise.resolve({ answer: answers[made++] ?? well }));
  return { clock, told, pass, made: () => made };
}

describe("a connector that fails time after time", () => {
  it("is left alone after five faults in a row; then one call tries it, and all go on when that is well", async () => {
    const { clock, told, pass, made } = gateWith(Array.from({ length: 5 }, () => broken));
    for (let call = 0; call < 5; call++) await pass();
    const waiting = Promise.all([pass(), pass(), pass()]);
    await settle();
    expect([made(), told]).toEqual([5, [true]]);
    await forward(clock, 2000);
    expect(await waiting).toEqual([{ answer: well }, { answer: well }, { answer: well }]);
    expect([made(), told]).toEqual([8, [true, false]]);
  });

  it("is tried by one call alone, and left alone for longer when that fails too", async () => {
    const { clock, told, pass, made } = gateWith(Array.from({ length: 7 }, () => broken));
    for (let call = 0; call < 5; call++) await pass();
    const waiting = Promise.all([pass(), pass(), pass()]);
    await forward(clock, 2000);
    expect(made()).toBeLessThan(8);
    await forward(clock, LIMIT_MS);
    const answered = await waiting;
    expect(answered.filter((one) => one?.answer === broken).length + 5).toBe(7);
    expect(told.at(-1)).toBe(false);
  });

  it("keeps nobody longer than his attempt may take: his call was not made", async () => {
    const { clock, pass, made } = gateWith(Array.from({ length: 50 }, () => broken));
    for (let call = 0; call < 5; call++) await pass();
    const waiting = Promise.all(Array.from({ length: 40 }, pass));
    await forward(clock, LIMIT_MS + 500);
    const answered = await waiting;
    expect(answered.filter((one) => one === undefined).length).toBeGreaterThan(0);
    expect(made()).toBe(5 + answered.filter((one) => one !== undefined).length);
  });

  it.each<[string, CallAnswer]>([
    ["a business outcome", { kind: "outcome", outcome: "short" }],
    ["a refusal for good", { kind: "failed", message: "400", retryable: false }],
    ["being told to come later", { kind: "failed", message: "429", retryable: true, retryAfterMs: 1000 }],
  ])("is not one that answers: %s", async (_what, answer) => {
    const { told, pass, made } = gateWith(Array.from({ length: 20 }, () => answer));
    for (let call = 0; call < 20; call++) await pass();
    expect([made(), told]).toEqual([20, []]);
  });
});
