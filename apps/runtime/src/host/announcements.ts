import type { Actor, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { Awaiting } from "../ports/store.ts";
import { changeAwaited } from "./awaited.ts";
import type { EventStarts } from "./event-starts.ts";
import { faultOf } from "./fault.ts";
import type { TurnLoop } from "./turn-loop.ts";

const KEY = "announcements";
/** Telling many goes in slices (S12). */
const SLICE = 500;
const AGAIN_AFTER_MS = 1000;

/** Something that concerns no single order: a warehouse fails, a line of couriers stops. */
export interface Announcement {
  readonly id: string;
  readonly event: string;
  readonly data: JsonObject;
  /** UTC milliseconds. */
  readonly at: number;
  readonly actor: Actor;
}

export interface AnnouncementParts {
  readonly store: HostStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly starts: EventStarts;
}

/**
 * Tells every order whose plan hangs on it (S14), the most urgent first, and starts what is started by it. What is announced is on disk until all
 * have been told; whoever was told before a death is told again, which changes nothing.
 */
export class Announcements {
  readonly #parts: AnnouncementParts;
  #open: readonly Announcement[] = [];
  #etag: string | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  #underWay = 0;

  constructor(parts: AnnouncementParts) {
    this.#parts = parts;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Takes up what was announced and not yet told to all. */
  async load(): Promise<void> {
    const setting = await this.#parts.store.setting(this.#parts.scope, KEY);
    this.#etag = setting?.etag;
    this.#open = (setting?.value as readonly Announcement[] | undefined) ?? []; // written by `#save` alone
    for (const announcement of this.#open) void this.#tell(announcement);
  }

  /** Resolves when it is on disk. */
  async announce(event: string, data: JsonObject, actor: Actor): Promise<Announcement> {
    const { clock, store, scope } = this.#parts;
    const { first } = await store.lease(scope, KEY, 1);
    const announcement: Announcement = { id: `AN-${String(first)}`, event, data, at: clock.now(), actor };
    await this.#change((open) => [...open, announcement]);
    void this.#tell(announcement);
    return announcement;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #tell(announcement: Announcement): Promise<void> {
    const { clock, logger, starts } = this.#parts;
    this.#underWay += 1;
    try {
      await starts.tell({ event: announcement.event, data: announcement.data, depth: 0 });
      if (await this.#tellAll(announcement))
        await this.#change((open) => open.filter(({ id }) => id !== announcement.id));
    } catch (error) {
      logger.warn("an announcement will be told again", { id: announcement.id, error: faultOf(error) });
      if (!this.#isStopped) clock.after(AGAIN_AFTER_MS, () => void this.#tell(announcement));
    }
    this.#underWay -= 1;
  }

  /** False when it was cut short. */
  async #tellAll({ event, data, at, actor }: Announcement): Promise<boolean> {
    const { store, scope, loop } = this.#parts;
    const message = { type: "event", event, at, data, actor } as const;
    let after: Awaiting | undefined;
    while (!this.#isStopped) {
      const slice = await store.awaiting(scope, changeAwaited(event), after, SLICE);
      after = slice.at(-1);
      if (!after) return true;
      await Promise.all(slice.map(({ id }) => loop.tellInstance(id, { type: "message", message }, actor)));
    }
    return false;
  }

  /** One change after the other. */
  #change(work: (open: readonly Announcement[]) => readonly Announcement[]): Promise<void> {
    const done = this.#tail.then(() => this.#save(work(this.#open)));
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #save(open: readonly Announcement[]): Promise<void> {
    const { store, scope } = this.#parts;
    const etag = String(Number(this.#etag ?? 0) + 1);
    const value = open as unknown as JsonValue; // plain JSON by its type
    if (!(await store.saveSetting(scope, KEY, { value, etag }, this.#etag)))
      throw new Error("the announcements were written by somebody else");
    this.#etag = etag;
    this.#open = open;
  }
}
