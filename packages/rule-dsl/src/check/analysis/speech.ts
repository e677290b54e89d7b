/** What the tests of a definition say, counted, so that an axis knows where it is cut when some of them are gone. */
import { Axis } from "./axis.ts";
import { type Formula, riddlesOf, subjectsOf } from "./formula.ts";
import { riddleSubject, type Subject } from "./subject.ts";
import type { Piece, Scale, ValueSet } from "./value-set.ts";

interface Said {
  readonly subject: Subject;
  mentions: number;
  scale: Scale | undefined;
  readonly kinds: Counts<Piece["kind"]>;
  readonly texts: Counts<string>;
  readonly lines: Counts<number>;
}

export class Speech {
  private readonly said = new Map<string, Said>();
  /** Subjects of which something is said that was not before, or is not any more. */
  private readonly changed = new Set<string>();

  /** A subject that is there whether anything is said of it or not. */
  mention(subject: Subject): void {
    this.of(subject).mentions += 1;
  }

  add(formula: Formula): void {
    this.count(formula, 1);
  }

  remove(formula: Formula): void {
    this.count(formula, -1);
  }

  /**
   * One axis a subject, in the order they were first mentioned. Those of `before`, the axes of this very speech at an
   * earlier time, are taken over as far as they can be; undefined where they stand for other subjects.
   */
  axes(before?: readonly Axis[]): readonly Axis[] | undefined {
    const said = [...this.said.values()];
    const isSame = before?.length === said.length && said.every(({ mentions }) => mentions > 0);
    if (before !== undefined && !isSame) return undefined;
    const axes = said.map((one, place) => {
      const known = before?.[place];
      if (known !== undefined && !this.changed.has(one.subject.key)) return known;
      const { kinds, texts, lines, scale } = one;
      const spoken = { kinds: new Set(kinds.keys()), texts: texts.keys(), lines: lines.keys(), scale };
      return new Axis(one.subject, spoken, known);
    });
    this.changed.clear();
    return axes;
  }

  private count(formula: Formula, by: 1 | -1): void {
    subjectsOf(formula, (subject, set) => {
      this.countSet(subject, set, by);
    });
    for (const key of riddlesOf(formula)) this.of(riddleSubject(key)).mentions += by;
  }

  private countSet(subject: Subject, set: ValueSet, by: 1 | -1): void {
    const said = this.of(subject);
    said.mentions += by;
    let isChanged = false;
    for (const piece of set) {
      // One field is counted in one way: the first test of it says which.
      if (piece.kind === "order" && piece.scale !== (said.scale ??= piece.scale)) continue;
      if (said.kinds.count(piece.kind, by)) isChanged = true;
      if (piece.kind === "texts") for (const text of piece.values) isChanged = said.texts.count(text, by) || isChanged;
      if (piece.kind !== "order") continue;
      for (const line of [piece.from, piece.to]) isChanged = said.lines.count(line, by) || isChanged;
    }
    if (isChanged) this.changed.add(subject.key);
  }

  private of(subject: Subject): Said {
    const known = this.said.get(subject.key);
    if (known !== undefined) return known;
    const fresh: Said = {
      subject,
      mentions: 0,
      scale: undefined,
      kinds: new Counts(),
      texts: new Counts(),
      lines: new Counts(),
    };
    this.said.set(subject.key, fresh);
    return fresh;
  }
}

class Counts<T> {
  private readonly counts = new Map<T, number>();

  /** Whether it is there now and was not before, or the other way round. */
  count(value: T, by: 1 | -1): boolean {
    const before = this.counts.get(value) ?? 0;
    if (before + by === 0) this.counts.delete(value);
    else this.counts.set(value, before + by);
    return before === 0 || before + by === 0;
  }

  keys(): Iterable<T> {
    return this.counts.keys();
  }
}
