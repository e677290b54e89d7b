/** A seeded source of numbers: the same seed gives the same numbers on every machine and in every release. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** By shares that need not add up to one. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  digits(count: number): string;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state. The seed's text is spread over the state by
 * FNV-1a with four offsets; the first twelve numbers, which still show the seed, are thrown away.
 */
export function randomFrom(seed: string): Random {
  let a = hash(seed, 0x811c9dc5);
  let b = hash(seed, 0x9e3779b9);
  let c = hash(seed, 0x85ebca6b);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, int(0, list.length - 1)),
    weighted(list) {
      let left = next() * list.reduce((sum, [, share]) => sum + share, 0);
      const found = list.find(([, share]) => (left -= share) < 0);
      return (found ?? at(list, list.length - 1))[0];
    },
    digits: (count) => Array.from({ length: count }, () => String(int(0, 9))).join(""),
  };
}

function hash(text: string, offset: number): number {
  let value = offset;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value | 0;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}
