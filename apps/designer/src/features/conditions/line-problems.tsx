import type { Fix } from "@orderloom/rule-dsl";
import { Icon } from "../../shared/icons/icon.tsx";
import { useLanguage } from "../../shared/reading/reading.ts";
import { useBuilder } from "./builder.ts";

const ofLeaf = /^\/(fact|path|operator|value|feel|condition)(\/|$)/;

/** What `check` says of a line, at the line, with the fix where it knows one. */
export function LineProblems({ at }: { at: string }) {
  const language = useLanguage();
  const { problems } = useBuilder();
  const here = problems.filter(
    ({ path }) => path === at || (path.startsWith(at) && ofLeaf.test(path.slice(at.length))),
  );
  return here.map((problem) => (
    <p key={`${problem.path} ${problem.code}`} className={`line-problem line-problem-${problem.severity}`}>
      <Icon name="alert" size={12} />
      <span>{problem.message[language]}</span>
      <Fixes fixes={problem.fixes} />
    </p>
  ));
}

function Fixes({ fixes = [] }: { fixes: readonly Fix[] | undefined }) {
  const language = useLanguage();
  const { readOnly, onFix } = useBuilder();
  if (readOnly || onFix === undefined) return null;
  return fixes.map((fix) => (
    <button key={fix.title.en} type="button" className="link-button" onClick={() => onFix(fix)}>
      {fix.title[language]}
    </button>
  ));
}
