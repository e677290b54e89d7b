import {
  compileCondition,
  compileFeel,
  type Condition,
  factPath,
  type FactLeaf,
  feelTypeOf,
  type FeelLeaf,
  type Language,
  parsePath,
  type SeenLine,
  seenLines,
} from "@orderloom/rule-dsl";
import { type ConditionView, viewOf } from "../../document/conditions/condition-view.ts";
import { partAt } from "../../document/conditions/edit-condition.ts";
import { type Verdict, verdictsOf } from "../../document/conditions/verdicts.ts";
import type { Reading, Sample } from "../../shared/reading/reading.ts";

/** What each part of a condition comes to on the sample order, by place. */
export interface OnSample {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly lines: ReadonlyMap<string, SeenLine>;
  /** Why a line cannot be told: a personal value the browser only has masked, or a root the sample does not have. */
  readonly unknown: ReadonlyMap<string, { readonly why: "personal" | "absent"; readonly root: string }>;
}

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
  const unknown = new Map<string, { why: "personal" | "absent"; root: string }>();
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

function doubtOf(
  part: ConditionView,
  { reading, sample }: Bench,
): { readonly why: "personal" | "absent"; readonly root: string } | undefined {
  if (part.kind !== "fact" && part.kind !== "feel") return { why: "absent", root: "" };
  const paths = readsOf(part.leaf, reading);
  const absent = paths.map(rootOf).find((root) => !Object.hasOwn(sample.facts, root));
  if (absent !== undefined) return { why: "absent", root: absent };
  const personal = paths.find((path) => reading.catalogue.fieldAt(path)?.personal === true);
  return personal === undefined ? undefined : { why: "personal", root: personal };
}

const rootOf = (path: string): string => path.split(".")[0] ?? path;

function readsOf(leaf: FactLeaf | FeelLeaf, reading: Reading): readonly string[] {
  if (!("feel" in leaf)) {
    const steps = parsePath(leaf.path ?? "$") ?? [];
    return [factPath(leaf.fact, steps)];
  }
  const compiled = compileFeel(leaf.feel, { names: new Set(reading.roots) });
  return compiled.ok ? compiled.compiled.reads : [];
}
