import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { FencedError, SecondOwnerError } from "../../ports/store-errors.ts";
import type { MongoCollections } from "./mongo-collections.ts";
import type { OwnerRecord } from "./mongo-records.ts";

/** An owner that gives no sign of life for so long is dead, and another takes over; milliseconds. */
export const LEASE_MS = 10_000;
/** The part of a lease after which it gives a sign when it has nothing to write. */
const SIGN_AFTER = 0.25;
/** The part after which it asks whether the data is still its own before it writes. */
const TRUSTED_FOR = 0.4;
/** What a process sent before it died may still be on its way, and a failover takes back what was counted last: numbers go on well beyond both. */
const GAP = 1_000_000;

type Position = Pick<OwnerRecord, "batch" | "settled" | "cursor" | "unstarted">;

/**
 * The one process that may write (S29). Its document holds an epoch, which a later owner raises and each batch names, and the server's time of
 * its last sign of life. No clocks are compared: who waits looks whether that time moves.
 */
export class MongoOwner {
  readonly #owner: MongoCollections["owner"];
  readonly #epoch: number;
  readonly #leaseMs: number;
  #position: Position;
  /** By this process's own steady clock, taken before the sign was sent. */
  #signedAt = performance.now();
  #sign: NodeJS.Timeout | undefined;

  private constructor(
    owner: MongoCollections["owner"],
    leaseMs: number,
    { epoch, batch, settled, cursor, unstarted }: OwnerRecord,
  ) {
    this.#owner = owner;
    this.#epoch = epoch;
    this.#leaseMs = leaseMs;
    this.#position = { batch, settled, cursor, unstarted };
    this.#sign = setInterval(() => void this.renew().catch(() => undefined), leaseMs * SIGN_AFTER).unref();
  }

  /** Waits for a dead owner's time to run out; a living one is a SecondOwnerError. `place` names the data in it. */
  static async take({ owner }: MongoCollections, place: string, leaseMs: number): Promise<MongoOwner> {
    await owner.updateOne({ _id: "owner" }, { $setOnInsert: firstOwner }, { upsert: true });
    const before = await lastOwner(owner);
    if (!isGone(before)) await untilDead(owner, before, place, leaseMs);
    const taken = await owner.findOneAndUpdate(
      { _id: "owner", epoch: before.epoch },
      {
        $set: {
          ...here,
          epoch: before.epoch + 1,
          released: false,
          batch: before.batch + GAP,
          cursor: before.cursor + (before.released ? 0 : GAP),
        },
        $currentDate: { seenAt: true },
      },
      { returnDocument: "after" },
    );
    if (!taken) throw new SecondOwnerError(place);
    return new MongoOwner(owner, leaseMs, taken);
  }

  get position(): Position {
    return this.#position;
  }

  /** Changes what the next sign of life will write down. */
  move(to: Partial<Position>): void {
    this.#position = { ...this.#position, ...to };
  }

  /** A sign of life that writes the position; FencedError when the data has another owner. */
  async renew(): Promise<void> {
    const sentAt = performance.now();
    const { matchedCount } = await this.#owner.updateOne(
      { _id: "owner", epoch: this.#epoch },
      { $set: { ...this.#position }, $currentDate: { seenAt: true } },
      // What follows it is written safely, and a server keeps the order of its writes.
      { writeConcern: { w: 1 } },
    );
    if (matchedCount !== 1) throw new FencedError();
    this.#signedAt = sentAt;
  }

  /** Before any write: the last sign is so young that nobody can have taken over. */
  async ensure(): Promise<void> {
    if (performance.now() - this.#signedAt > this.#leaseMs * TRUSTED_FOR) await this.renew();
  }

  /** Lets the next owner in at once. */
  async release(): Promise<void> {
    clearInterval(this.#sign);
    const { cursor } = this.#position;
    await this.#owner.updateOne({ _id: "owner", epoch: this.#epoch }, { $set: { cursor, released: true } });
  }

  /** Without a word, as a process that dies. */
  abandon(): void {
    clearInterval(this.#sign);
  }
}

const firstOwner = {
  epoch: 0,
  machine: "",
  process: 0,
  released: true,
  batch: 0,
  settled: 0,
  cursor: 0,
  unstarted: [],
} as const;

const here = { machine: machineName(), process: process.pid };

/** Tells process numbers apart that mean something else: by host, its boot, and the namespace they are counted in. */
function machineName(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return [hostname(), boot, readlinkSync("/proc/self/ns/pid")].join(" ");
  } catch {
    // Not Linux: nobody is known to be dead, and a lease is waited for.
    return "";
  }
}

async function lastOwner(owner: MongoCollections["owner"]): Promise<OwnerRecord> {
  const found = await owner.findOne({ _id: "owner" });
  if (!found) throw new Error("the owner's document is gone");
  return found;
}

function isGone({ released, machine, process: number }: OwnerRecord): boolean {
  if (released) return true;
  if (machine === "" || machine !== here.machine || number === process.pid) return false;
  try {
    process.kill(number, 0);
    return false;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "ESRCH";
  }
}

async function untilDead(
  owner: MongoCollections["owner"],
  before: OwnerRecord,
  place: string,
  leaseMs: number,
): Promise<void> {
  const end = performance.now() + leaseMs;
  while (performance.now() < end) {
    await delay(leaseMs / 20);
    const now = await lastOwner(owner);
    if (isGone(now)) return;
    if (now.epoch !== before.epoch || now.seenAt?.getTime() !== before.seenAt?.getTime())
      throw new SecondOwnerError(place);
  }
}
