/** Seed of generated cases: a new one each run, or the one that failed, from ORDERLOOM_SEED. It is printed with every failure. */
export function seed(): number {
  const given = Number(process.env["ORDERLOOM_SEED"]);
  return Number.isInteger(given) && given !== 0 ? given : Math.floor(Math.random() * 2 ** 31);
}
