import type { JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import { stale } from "./refuse.ts";

const STAGES_KEY = "stages";

export interface StageListed {
  readonly id: string;
  readonly name: LocalizedText;
}
export interface StageListRecord {
  readonly stages: readonly StageListed[];
  readonly etag: string;
}

/** What a shop that has set none begins with; people edit it (S4). */
const usualStages: readonly StageListed[] = [
  { id: "received", name: { "zh-CN": "接单", en: "Received" } },
  { id: "judge", name: { "zh-CN": "判定", en: "Judged" } },
  { id: "review", name: { "zh-CN": "复核", en: "Review" } },
  { id: "gift", name: { "zh-CN": "赠品", en: "Gifts" } },
  { id: "stock", name: { "zh-CN": "锁库", en: "Stock" } },
  { id: "release", name: { "zh-CN": "下发", en: "Released" } },
  { id: "pack", name: { "zh-CN": "打包", en: "Packed" } },
  { id: "ship", name: { "zh-CN": "揽收", en: "Shipped" } },
  { id: "sign", name: { "zh-CN": "签收", en: "Signed" } },
];
const UNSET_ETAG = "unset";

/** The organisation's ordered list of stages. */
export class Stages {
  readonly #store: DefinitionStore;
  readonly #scope: Scope;
  readonly #clock: Clock;

  constructor(store: DefinitionStore, scope: Scope, clock: Clock) {
    this.#store = store;
    this.#scope = scope;
    this.#clock = clock;
  }

  async read(): Promise<StageListRecord> {
    const setting = await this.#store.setting(this.#scope, STAGES_KEY);
    if (!setting) return { stages: usualStages, etag: UNSET_ETAG };
    // `save` below is the only writer.
    return { stages: setting.value as unknown as StageListed[], etag: setting.etag };
  }

  async save(stages: readonly StageListed[], etag: string | undefined): Promise<StageListRecord | Refused> {
    const value = stages as unknown as JsonValue;
    const next = etagOf(value, this.#clock.now());
    const expected = etag === UNSET_ETAG ? undefined : etag;
    const saved = await this.#store.saveSetting(this.#scope, STAGES_KEY, { value, etag: next }, expected);
    if (saved) return { stages, etag: next };
    return stale(etag);
  }
}
