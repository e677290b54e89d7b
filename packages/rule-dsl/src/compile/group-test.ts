import type { Test } from "./test.ts";

/** All of the tests, one after the other until one fails; no fact is to be fetched. */
export function everyTest(tests: readonly Test[]): Test {
  const [first, second, third, ...others] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (third === undefined) return (facts, notes) => first(facts, notes) === true && second(facts, notes) === true;
  if (others.length === 0)
    return (facts, notes) =>
      first(facts, notes) === true && second(facts, notes) === true && third(facts, notes) === true;
  return (facts, notes) => {
    for (const test of tests) if (test(facts, notes) !== true) return false;
    return true;
  };
}

/** One of the tests. */
export function someTest(tests: readonly Test[]): Test {
  const [first, second, third] = tests;
  if (first === undefined) return () => false;
  if (second === undefined) return first;
  if (third === undefined) return (facts, notes) => first(facts, notes) === true || second(facts, notes) === true;
  return (facts, notes) => {
    for (const test of tests) if (test(facts, notes) === true) return true;
    return false;
  };
}
