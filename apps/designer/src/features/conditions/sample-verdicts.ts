import {
  compileCondition,
  compileFeel,
  type Condition,
  factPath,
  type FactLeaf,
  feelTypeOf,
  type FeelLeaf,
  type Language,
  operatorParts,
  parsePath,
  type SeenLine,
  seenLines,
} from "@orderloom/rule-dsl";
import { type ConditionView, viewOf } from "../../document/conditions/condition-view.ts";
import { partAt } from "../../document/conditions/part-at.ts";
import { type Verdict, verdictsOf } from "../../document/conditions/verdicts.ts";
import type { Reading, Sample } from "../../shared/reading/reading.ts";

/** What each part of a condition comes to on the sample order, by place. */
export interface OnSample {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly lines: ReadonlyMap<string, SeenLine>;
  /** Why a line cannot be told. */
  readonly unknown: ReadonlyMap<string, Doubt>;
}

/** `personal`: the browser has the value masked only. `absent`: it is known once an order gets here. `broken`: it cannot be read. */
type Doubt = "personal" | "absent" | "broken";

export function onSample(condition: Condition, reading: Reading, language: Language): OnSample | undefined {
  const { sample } = reading;
  return sample === undefined ? undefined : judged(condition, { reading, sample, language, within: [] });
}

interface Bench {
  readonly reading: Reading;
  readonly sample: Sample;
  readonly language: Language;
  /** Names of the conditions that are being judged around this one. */
  readonly within: readonly string[];
}

function judged(condition: Condition, bench: Bench): OnSample {
  const { reading, sample, language } = bench;
  const { catalogue, conditions, baseCurrency, timeZone } = reading;
  const compiled = compileCondition(condition, {
    conditions,
    baseCurrency,
    timeZone,
    names: reading.roots,
    fieldType: (path) => feelTypeOf(path, catalogue),
    isPersonal: (path) => catalogue.isPersonal(path),
  });
  const { trace } = compiled.evaluate(sample.facts, { trace: true });
  const options = { lang: language, catalogue, facts: sample.facts, baseCurrency, timeZone, conditions };
  const lines = trace === undefined ? new Map<string, SeenLine>() : seenLines(trace, condition, options);
  const unknown = new Map<string, Doubt>();
  const view = viewOf(condition);
  const verdicts = verdictsOf(view, (at) => {
    const part = viewOf(partAt(condition, at), at);
    if (part.kind === "named") return namedVerdict(part.name, bench);
    const doubt = doubtOf(part, bench);
    if (doubt !== undefined) unknown.set(at, doubt);
    return doubt === undefined ? lines.get(at)?.held : undefined;
  });
  return { verdicts, lines, unknown };
}

function namedVerdict(name: string, bench: Bench): Verdict {
  const { conditions } = bench.reading;
  const named = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
  if (named === undefined || bench.within.includes(name)) return undefined;
  return judged(named, { ...bench, within: [...bench.within, name] }).verdicts.get("");
}

function doubtOf(part: ConditionView, { reading, sample }: Bench): Doubt | undefined {
  const paths = part.kind === "fact" || part.kind === "feel" ? readsOf(part.leaf, reading) : undefined;
  if (paths === undefined || paths.some((path) => !reading.roots.includes(rootOf(path)))) return "broken";
  if (paths.some((path) => !Object.hasOwn(sample.facts, rootOf(path)))) return "absent";
  return paths.some((path) => reading.catalogue.fieldAt(path)?.personal === true) ? "personal" : undefined;
}

const rootOf = (path: string): string => path.split(".")[0] ?? path;

/** Undefined where the leaf cannot be read. */
function readsOf(leaf: FactLeaf | FeelLeaf, reading: Reading): readonly string[] | undefined {
  if ("feel" in leaf) {
    const compiled = compileFeel(leaf.feel, { names: new Set(reading.roots) });
    return compiled.ok ? compiled.compiled.reads : undefined;
  }
  const steps = parsePath(leaf.path ?? "$");
  return steps === undefined || operatorParts(leaf.operator) === undefined ? undefined : [factPath(leaf.fact, steps)];
}
