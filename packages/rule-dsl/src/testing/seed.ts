/** Seed of generated cases: a new one each run, or the one that failed, from ORDERLOOM_SEED. It is printed with every failure. */
export function seed(): number {
  const given = Number(process.env["ORDERLOOM_SEED"]);
  return Number.isInteger(given) && given !== 0 ? given : Math.floor(Math.random() * 2 ** 31);
}

/** How many cases to generate: `usual`, or ORDERLOOM_CASES in the long run (CONTRIBUTING.md). */
export function caseCount(usual: number): number {
  const given = Number(process.env["ORDERLOOM_CASES"]);
  return Number.isInteger(given) && given > 0 ? given : usual;
}
