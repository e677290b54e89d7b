/**
 * Everything a subject can be, cut into cells between which no test of the definition tells: missing, no, yes, each
 * text that is spoken of, any other text, each line, and what lies between two lines. A test is then a set of cells, and
 * one value of a cell stands for all of them.
 */
import { add, divide, toDouble } from "../../expression/numbers.ts";
import type { JsonValue } from "../../schema/common.ts";
import { type CellSet, cellSet, differenceOf, intersectionOf, noCells, runOf, runsOf } from "./cell-set.ts";
import type { Subject } from "./subject.ts";
import type { Piece, Scale, ValueSet } from "./value-set.ts";
import { textOfScale } from "./scales.ts";

const MISSING = 0;
const NO = 1;
const YES = 2;
const FIRST_TEXT = 3;

export class Axis {
  readonly subject: Subject;
  /** Every cell that a value can lie in. */
  readonly everything: CellSet;
  readonly present: CellSet;
  readonly size: number;
  private readonly texts: readonly string[];
  private readonly textCells: ReadonlyMap<string, number>;
  private readonly lines: readonly number[];
  private readonly lineCells: ReadonlyMap<number, number>;
  private readonly scale: Scale | undefined;
  private readonly firstOrder: number;

  constructor(subject: Subject, spoken: readonly Piece[]) {
    this.subject = subject;
    this.texts = textsOf(subject, spoken);
    this.textCells = new Map(this.texts.map((text, index) => [text, FIRST_TEXT + index]));
    this.scale = spoken.find((piece) => piece.kind === "order")?.scale ?? scaleOf(subject);
    this.lines = linesOf(subject, spoken);
    this.firstOrder = FIRST_TEXT + this.texts.length + 1;
    this.lineCells = new Map(this.lines.map((line, index) => [line, this.firstOrder + 2 * index + 1]));
    this.size = this.firstOrder + 2 * this.lines.length + 1;
    this.present = this.possible(spoken);
    this.everything = subject.always ? this.present : cellSet([[MISSING, MISSING], ...runsOf(this.present)]);
  }

  get signature(): string {
    return JSON.stringify([this.subject.key, this.texts, this.lines]);
  }

  cellsOf(set: ValueSet): CellSet {
    const runs = set.flatMap((piece) => runsOf(this.cellsOfPiece(piece)));
    return intersectionOf(cellSet(runs), this.everything);
  }

  /** What is there and not in the set. */
  outside(set: ValueSet): CellSet {
    return differenceOf(this.present, this.cellsOf(set));
  }

  /** A value of the cell; undefined where there is none. */
  sample(cell: number): JsonValue | undefined {
    if (cell === MISSING) return undefined;
    if (cell === NO || cell === YES) return cell === YES;
    if (cell < this.firstOrder) return this.texts[cell - FIRST_TEXT] ?? this.otherText();
    const value = this.valueAt(cell - this.firstOrder);
    return this.scale === undefined ? value : textOfScale(value, this.scale);
  }

  /** The pieces that a set of cells stands for, to be written as a test. */
  piecesOf(cells: CellSet): readonly Piece[] {
    const firstCell = (index: number): number => this.firstOrder + index;
    return runsOf(cells).flatMap(([first, last]): readonly Piece[] => {
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
    const last = to === undefined ? this.size - 1 : piece.toIncluded ? to : to - 1;
    return runOf(first, last);
  }

  /** The cells of the kinds that the subject may hold, and of them those that are not empty. */
  private possible(spoken: readonly Piece[]): CellSet {
    const { kind, values } = this.subject;
    const speaks = (of: Piece["kind"]): boolean => spoken.some((piece) => piece.kind === of);
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
      if (isPossible) runs.push([this.firstOrder + index, this.firstOrder + index]);
    }
    return runs;
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

function textsOf({ values }: Subject, spoken: readonly Piece[]): readonly string[] {
  const found = new Set<string>(values?.filter((value) => typeof value === "string"));
  for (const piece of spoken) if (piece.kind === "texts") piece.values.forEach((text) => found.add(text));
  return [...found];
}

function scaleOf({ kind }: Subject): Scale | undefined {
  return kind === undefined || kind === "text" || kind === "logical" ? undefined : kind;
}

function linesOf({ values }: Subject, spoken: readonly Piece[]): readonly number[] {
  const found = new Set<number>(values?.filter((value) => typeof value === "number"));
  for (const piece of spoken) {
    if (piece.kind !== "order") continue;
    if (Number.isFinite(piece.from)) found.add(piece.from);
    if (Number.isFinite(piece.to)) found.add(piece.to);
  }
  return [...found].sort((a, b) => a - b);
}
