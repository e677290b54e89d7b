/**
 * Everything a subject can be, cut into cells between which no test of the definition tells: missing, no, yes, each
 * text that is spoken of, any other text, each line, and what lies between two lines. A test is then a set of cells, and
 * one value of a cell stands for all of them.
 */
import { add, divide, toDouble } from "../../expression/numbers.ts";
import type { JsonValue } from "../../schema/common.ts";
import {
  type CellSet,
  cellSet,
  cellsIn,
  differenceOf,
  intersectionOf,
  noCells,
  runOf,
  runsOf,
  sameCells,
} from "./cell-set.ts";
import type { Subject } from "./subject.ts";
import type { Piece, Scale, ValueSet } from "./value-set.ts";
import { textOfScale } from "./scales.ts";

const MISSING = 0;
const NO = 1;
const YES = 2;
const FIRST_TEXT = 3;
const LAST = 2 ** 30 - 1;
/** Room between two lines, so that a line can be put between them and all others stay where they are. */
const ROOM = 1024;

/** The least stretch that has all of a set of ordered values. */
export interface Hull {
  readonly from: number;
  readonly to: number;
  readonly fromIncluded: boolean;
  readonly toIncluded: boolean;
}

/** What is said of one subject. */
export interface Spoken {
  readonly kinds: ReadonlySet<Piece["kind"]>;
  readonly texts: Iterable<string>;
  readonly lines: Iterable<number>;
  readonly scale: Scale | undefined;
}

export class Axis {
  readonly subject: Subject;
  /** Every cell that a value can lie in. */
  readonly everything: CellSet;
  readonly present: CellSet;
  private readonly texts: readonly string[];
  private readonly textCells: ReadonlyMap<string, number>;
  private readonly lines: readonly number[];
  /** Where each line lies; between two of them any number stands for what lies between. */
  private readonly places: readonly number[];
  private readonly lineCells: ReadonlyMap<number, number>;
  private readonly scale: Scale | undefined;
  private readonly firstOrder: number;

  /** Of `before`, an axis of the same subject, the places of its lines are taken over where there is room. */
  constructor(subject: Subject, spoken: Spoken, before?: Axis) {
    this.subject = subject;
    this.texts = textsOf(subject, spoken);
    this.textCells = new Map(this.texts.map((text, index) => [text, FIRST_TEXT + index]));
    this.scale = spoken.scale ?? scaleOf(subject);
    this.lines = linesOf(subject, spoken);
    this.firstOrder = FIRST_TEXT + this.texts.length + 1;
    this.places =
      (before?.firstOrder === this.firstOrder
        ? placesBeside(this.lines, before.lineCells, this.firstOrder)
        : undefined) ?? evenPlaces(this.lines.length, this.firstOrder);
    this.lineCells = new Map(this.lines.map((line, index) => [line, this.places[index] ?? LAST]));
    this.present = this.possible(spoken);
    this.everything = subject.always ? this.present : cellSet([[MISSING, MISSING], ...runsOf(this.present)]);
  }

  /** Whether what was said in cells of another axis of the subject says the same in cells of this one. */
  keeps(before: Axis): boolean {
    return (
      this.texts.length === before.texts.length &&
      this.texts.every((text, index) => text === before.texts[index]) &&
      this.scale === before.scale &&
      this.lines.every((line, index) => (before.lineCells.get(line) ?? this.places[index]) === this.places[index]) &&
      sameCells(this.everything, before.everything)
    );
  }

  cellsOf(set: ValueSet): CellSet {
    const runs = set.flatMap((piece) => runsOf(this.cellsOfPiece(piece)));
    return intersectionOf(cellSet(runs), this.everything);
  }

  /** What is there and not in the set. */
  outside(set: ValueSet): CellSet {
    return differenceOf(this.present, this.cellsOf(set));
  }

  /** Values from up to `most` parts of the set that no test tells apart within; undefined for none. */
  samplesIn(cells: CellSet, most: number): readonly (JsonValue | undefined)[] {
    return cellsIn(this.counted(cells), most).map((cell) => this.sample(cell));
  }

  takesMissing(cells: CellSet): boolean {
    return cells[0] === MISSING;
  }

  /** Whether the set has ordered values and nothing else. */
  isOrdered(cells: CellSet): boolean {
    return (cells[0] ?? 0) >= this.firstOrder;
  }

  /** The least stretch that has all ordered values of the set; undefined where it has none. */
  hullOf(cells: CellSet): Hull | undefined {
    const pieces = this.piecesOf(cells).filter((piece) => piece.kind === "order");
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    return { from: first.from, fromIncluded: first.fromIncluded, to: last.to, toIncluded: last.toIncluded };
  }

  private sample(cell: number): JsonValue | undefined {
    if (cell === MISSING) return undefined;
    if (cell === NO || cell === YES) return cell === YES;
    if (cell < this.firstOrder) return this.texts[cell - FIRST_TEXT] ?? this.otherText();
    const value = this.valueAt(cell - this.firstOrder);
    return this.scale === undefined ? value : textOfScale(value, this.scale);
  }

  /** The set with lines and what lies between two lines counted one by one. */
  private counted(cells: CellSet): CellSet {
    return cells.map((cell) => {
      if (cell < this.firstOrder) return cell;
      const below = countBelow(this.places, cell);
      return this.firstOrder + 2 * below + (this.places[below] === cell ? 1 : 0);
    });
  }

  /** The pieces that a set of cells stands for, to be written as a test. */
  piecesOf(cells: CellSet): readonly Piece[] {
    const firstCell = (index: number): number => this.firstOrder + index;
    return runsOf(this.counted(cells)).flatMap(([first, last]): readonly Piece[] => {
      const pieces: Piece[] = [];
      if (first === MISSING) pieces.push({ kind: "missing" });
      if (first <= NO && last >= NO) pieces.push({ kind: "logical", value: false });
      if (first <= YES && last >= YES) pieces.push({ kind: "logical", value: true });
      const other = FIRST_TEXT + this.texts.length;
      const listed = this.texts.filter((_, index) => first <= FIRST_TEXT + index && last >= FIRST_TEXT + index);
      if (first <= other && last >= other)
        pieces.push({ kind: "texts", values: this.texts.filter((text) => !listed.includes(text)), except: true });
      else if (listed.length > 0) pieces.push({ kind: "texts", values: listed });
      const from = Math.max(first, firstCell(0)) - this.firstOrder;
      const to = last - this.firstOrder;
      if (to >= from) pieces.push(this.orderPiece(from, to));
      return pieces;
    });
  }

  private orderPiece(from: number, to: number): Piece {
    const low = from % 2 === 1 ? (from - 1) / 2 : from / 2 - 1;
    const high = to % 2 === 1 ? (to - 1) / 2 : to / 2;
    return {
      kind: "order",
      scale: this.scale ?? "number",
      from: this.lines[low] ?? -Infinity,
      to: this.lines[high] ?? Infinity,
      fromIncluded: from % 2 === 1,
      toIncluded: to % 2 === 1,
    };
  }

  private cellsOfPiece(piece: Piece): CellSet {
    switch (piece.kind) {
      case "missing":
        return runOf(MISSING, MISSING);
      case "logical":
        return piece.value ? runOf(YES, YES) : runOf(NO, NO);
      case "texts": {
        const cells = piece.values.map((text) => this.textCells.get(text) ?? this.firstOrder - 1);
        const listed = cellSet(cells.map((cell) => [cell, cell] as const));
        return piece.except === true ? differenceOf(runOf(FIRST_TEXT, this.firstOrder - 1), listed) : listed;
      }
      case "order":
        return this.cellsOfOrder(piece);
    }
  }

  private cellsOfOrder(piece: Extract<Piece, { kind: "order" }>): CellSet {
    if (piece.scale !== this.scale) return noCells;
    const from = this.lineCells.get(piece.from);
    const to = this.lineCells.get(piece.to);
    const first = from === undefined ? this.firstOrder : piece.fromIncluded ? from : from + 1;
    const last = to === undefined ? LAST : piece.toIncluded ? to : to - 1;
    return runOf(first, last);
  }

  /** The cells of the kinds that the subject may hold, and of them those that are not empty. */
  private possible({ kinds }: Spoken): CellSet {
    const { kind, values } = this.subject;
    const speaks = (of: Piece["kind"]): boolean => kinds.has(of);
    const isOpen = kind === undefined;
    const runs: [number, number][] = [];
    if (kind === "logical" || (isOpen && speaks("logical"))) runs.push([NO, YES]);
    if (kind === "text" || (isOpen && (speaks("texts") || !(speaks("order") || speaks("logical"))))) {
      if (values === undefined) runs.push([FIRST_TEXT, this.firstOrder - 1]);
      else for (const cell of values.flatMap((one) => this.cellOfText(one))) runs.push([cell, cell]);
    }
    if (!isOpen && kind !== "text" && kind !== "logical") runs.push(...this.possibleOrder());
    else if (isOpen && speaks("order")) runs.push(...this.possibleOrder());
    return cellSet(runs);
  }

  private cellOfText(value: string | number | boolean): readonly number[] {
    const cell = typeof value === "string" ? this.textCells.get(value) : undefined;
    return cell === undefined ? [] : [cell];
  }

  private possibleOrder(): [number, number][] {
    const { values, least } = this.subject;
    if (values !== undefined) {
      const cells = values.flatMap((one) => (typeof one === "number" ? (this.lineCells.get(one) ?? []) : []));
      return cells.map((cell) => [cell, cell]);
    }
    const runs: [number, number][] = [];
    for (let index = 0; index <= 2 * this.lines.length; index += 1) {
      const isLine = index % 2 === 1;
      const line = this.lines[(index - 1) / 2];
      const isPossible = isLine ? line !== undefined && line >= (least ?? -Infinity) : !this.isEmptyGap(index / 2);
      if (isPossible) runs.push(this.runAt(index));
    }
    return runs;
  }

  /** All cells of a line, or of what lies between two. */
  private runAt(index: number): [number, number] {
    const place = this.places[(index - 1) / 2];
    if (index % 2 === 1 && place !== undefined) return [place, place];
    const low = this.places[index / 2 - 1] ?? this.firstOrder - 1;
    return [low + 1, (this.places[index / 2] ?? LAST + 1) - 1];
  }

  /** Between 7 and 8 days lies nothing, nor between two amounts a cent apart. */
  private isEmptyGap(gap: number): boolean {
    const { step, least = -Infinity } = this.subject;
    const low = this.lines[gap - 1] ?? -Infinity;
    const high = this.lines[gap] ?? Infinity;
    if (high <= least) return true;
    if (step === undefined || !Number.isFinite(low) || !Number.isFinite(high)) return false;
    return step === 1 ? Math.floor(low) + 1 >= high : toDouble(add(high, -low) ?? 1) <= step;
  }

  /** A value of the given part of the order: a line, or something plain between two. */
  private valueAt(index: number): number {
    if (index % 2 === 1) return this.lines[(index - 1) / 2] ?? 0;
    const low = this.lines[index / 2 - 1];
    const high = this.lines[index / 2];
    const least = this.subject.least ?? -Infinity;
    if (low === undefined) return Math.max(least, high === undefined ? 0 : high > 0 ? 0 : Math.ceil(high) - 1);
    if (high === undefined) return Math.max(least, Math.floor(low) + 1);
    const whole = Math.floor(low) + 1;
    if (whole < high) return whole;
    const cent = Math.floor(low * 100 + 1 + 1e-9) / 100;
    if (cent > low && cent < high) return cent;
    return toDouble(divide(add(low, high) ?? 0, 2) ?? low);
  }

  private otherText(): string {
    const usual = [...(this.subject.usual ?? []), "other"].find((text) => !this.textCells.has(text));
    return usual ?? `other-${String(this.texts.length)}`;
  }
}

/** The listed ones first, the others by the alphabet, so that who spoke first makes no difference. */
function textsOf({ values }: Subject, spoken: Spoken): readonly string[] {
  const listed = values?.filter((value) => typeof value === "string") ?? [];
  return [...new Set([...listed, ...[...spoken.texts].sort()])];
}

function scaleOf({ kind }: Subject): Scale | undefined {
  return kind === undefined || kind === "text" || kind === "logical" ? undefined : kind;
}

function linesOf({ values }: Subject, spoken: Spoken): readonly number[] {
  const found = new Set<number>(values?.filter((value) => typeof value === "number"));
  for (const line of spoken.lines) if (Number.isFinite(line)) found.add(line);
  return [...found].sort((a, b) => a - b);
}

function evenPlaces(count: number, first: number): readonly number[] {
  const room = Math.min(ROOM, Math.floor((LAST - first) / (count + 1)));
  return Array.from({ length: count }, (_, index) => first + (index + 1) * room);
}

/** Known lines where they are, each other one in the middle between its neighbours; undefined where there is no room. */
function placesBeside(
  lines: readonly number[],
  known: ReadonlyMap<number, number>,
  first: number,
): readonly number[] | undefined {
  const places: number[] = [];
  for (const [index, line] of lines.entries()) {
    const low = places.at(-1) ?? first - 1;
    const place = known.get(line) ?? placeAfter(low, lines.slice(index + 1), known);
    if (place === undefined || place - low < 2) return undefined;
    places.push(place);
  }
  return places;
}

/** The middle between a place and that of the first known line; undefined where there is no room. */
function placeAfter(low: number, later: readonly number[], known: ReadonlyMap<number, number>): number | undefined {
  const next = later.find((one) => known.has(one));
  const high = next === undefined ? Math.min(LAST, low + 2 * ROOM) : (known.get(next) ?? LAST);
  const place = Math.floor((low + high) / 2);
  return high - place < 2 ? undefined : place;
}

/** How many of the ascending numbers are less. */
function countBelow(numbers: readonly number[], than: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < than) low = middle + 1;
    else high = middle;
  }
  return low;
}
