import {
  calendarProblems,
  type CalendarTable,
  type JsonValue,
  type WorkingTime,
  workingTime,
} from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import { refuse, stale } from "./refuse.ts";

const CALENDARS_KEY = "calendars";
const UNSET_ETAG = "unset";

const nineToSix = [["09:00", "18:00"]];

/** What an organisation that has set none begins with. Holidays differ from year to year: it names those it keeps. */
const usualCalendars: CalendarTable = {
  calendars: [
    {
      id: "cn-office",
      name: { "zh-CN": "周一至周五 9–18 点", en: "Monday to Friday, 9 to 18" },
      timeZone: "Asia/Shanghai",
      hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix },
    },
  ],
};

export interface CalendarRecord extends CalendarTable {
  readonly etag: string;
}

export interface CalendarDeskParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly clock: Clock;
  /** IANA name; counts for calendars that name no zone. */
  readonly timeZone: string;
}

/** The organisation's business calendars. One binds when a turn counts by it (S23); what it counted is recorded with the turn. */
export class CalendarDesk {
  readonly #parts: CalendarDeskParts;
  #known: CalendarRecord = { ...usualCalendars, etag: UNSET_ETAG };
  #counted: ReadonlyMap<string, WorkingTime>;

  constructor(parts: CalendarDeskParts) {
    this.#parts = parts;
    this.#counted = countedBy(usualCalendars, parts.timeZone);
  }

  async load(): Promise<void> {
    const { store, scope } = this.#parts;
    const setting = await store.setting(scope, CALENDARS_KEY);
    if (!setting) return;
    const table = setting.value as unknown as CalendarTable; // `save` is the only writer
    this.#know({ ...table, etag: setting.etag });
  }

  get table(): CalendarRecord {
    return this.#known;
  }

  get ids(): readonly string[] {
    return [...this.#counted.keys()];
  }

  /** Undefined where there is no such calendar. */
  working(id: string): WorkingTime | undefined {
    return this.#counted.get(id);
  }

  async save(table: CalendarTable, etag: string | undefined): Promise<CalendarRecord | Refused> {
    const problems = calendarProblems(table);
    if (problems.length > 0) return { ...refuse(422, "calendar-invalid", { count: problems.length }), problems };
    const { store, scope, clock } = this.#parts;
    const value = table as unknown as JsonValue; // it passed its schema
    const next = etagOf(value, clock.now());
    const expected = etag === UNSET_ETAG ? undefined : etag;
    if (!(await store.saveSetting(scope, CALENDARS_KEY, { value, etag: next }, expected))) {
      await this.load();
      return stale(etag);
    }
    this.#know({ ...table, etag: next });
    return this.#known;
  }

  #know(record: CalendarRecord): void {
    this.#known = record;
    this.#counted = countedBy(record, this.#parts.timeZone);
  }
}

function countedBy({ calendars }: CalendarTable, zone: string): ReadonlyMap<string, WorkingTime> {
  return new Map(calendars.map((calendar) => [calendar.id, workingTime(calendar, zone)]));
}
