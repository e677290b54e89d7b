import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { replay } from "./replay.ts";
import type { InstanceState } from "./state.ts";
import { compiledFrom, type RecordedHistory, turnsFrom } from "./testing/recorded-history.ts";

const ROOT = join(import.meta.dirname, "../histories");

describe.each(readdirSync(ROOT))("what release %s ran, this one runs alike (H1, S26)", (release) => {
  const files = readdirSync(join(ROOT, release));

  test.each(files)("%s", (file) => {
    // Written by record-histories.ts.
    const history = JSON.parse(readFileSync(join(ROOT, release, file), "utf8")) as RecordedHistory;
    const workflow = compiledFrom(history);
    const turns = turnsFrom(history);
    expect(JSON.stringify(replay(workflow, turns))).toBe(JSON.stringify(history.state));
    let state: InstanceState | undefined;
    const effects = turns.flatMap(({ message, now, reads }) => {
      const result = advance(workflow, state, message, { now, reads });
      state = result.state;
      return result.effects.map((effect) => `${effect.type} ${effect.key}`);
    });
    expect(effects).toEqual(history.effects);
  });
});
