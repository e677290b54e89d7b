/** What the compiler knows at one place of an expression: the names in sight and where their values stand. */
import type { FeelMistakeCode, FeelProblem, FeelWarning, FeelWarningCode } from "../feel-codes.ts";
import type { Run } from "../runtime/frame.ts";
import type { FeelKind, FeelType } from "../feel-type.ts";
import type { FeelNode, Span } from "../syntax/feel-node.ts";
import { type FeelNames, nameKey } from "../syntax/names.ts";
import type { FeelFunction, FeelValue } from "../values.ts";

/** The type of the values at a path of the facts, where the field catalogue states one that JSON cannot carry. */
export type FeelFieldType =
  "date" | "time" | "date-time" | "duration" | "number" | "string" | "boolean" | "list" | "context";

/** A compiled piece, with what is known about it before it runs. */
export interface Compiled {
  readonly run: Run;
  /** Present if the piece is the same in every evaluation. */
  readonly constant?: { readonly value: FeelValue };
  /** The path in the facts that the value comes from: "order.lines". A list and its elements share it. */
  readonly path?: string;
  /** The path noted in `reads` for this piece; a longer path that starts here takes it back. */
  readonly recorded?: string;
  /** Known fields of the value. */
  readonly fields?: FeelNames | "any";
  /** True if the value can only be true, false or null. */
  readonly isLogical?: boolean;
  /** The kind of the value wherever it is not null. */
  readonly kind?: FeelKind | undefined;
  /** True if it may be several values where the path says what each is. */
  readonly mayBeList?: boolean | undefined;
}

export function constantOf(value: FeelValue): Compiled {
  return { run: () => value, constant: { value }, isLogical: typeof value === "boolean" };
}

export interface CompileOptions {
  readonly names: FeelNames | undefined;
  readonly types: ((path: string) => FeelFieldType | undefined) | undefined;
  /** Types beyond FEEL's own, by name. */
  readonly typeNamed: ((name: string) => FeelType | undefined) | undefined;
  readonly mistakes: "refused" | "null";
  readonly zone: string;
}

/** The files that compile constructs know each other only through this. */
export interface Language {
  readonly compile: (node: FeelNode, scope: Scope) => Compiled;
  /** A built-in function as a value, by any spelling of its name. */
  readonly builtinNamed: (name: string) => FeelFunction | undefined;
}

/** Collects what one expression needs and what is wrong with it. */
export class Compilation {
  readonly options: CompileOptions;
  readonly compile: Language["compile"];
  readonly builtinNamed: Language["builtinNamed"];
  readonly problems: FeelProblem[] = [];
  /** Warnings that every evaluation would give that has something to give them for. */
  readonly doubts: FeelWarning[] = [];
  private readonly readCounts = new Map<string, number>();
  private slotCount = 0;

  constructor(options: CompileOptions, language: Language) {
    this.options = options;
    this.compile = language.compile;
    this.builtinNamed = language.builtinNamed;
  }

  get slots(): number {
    return this.slotCount;
  }

  /** Paths of the facts that the expression reads, sorted. */
  get reads(): readonly string[] {
    return [...this.readCounts.keys()].sort();
  }

  read(path: string): void {
    this.readCounts.set(path, (this.readCounts.get(path) ?? 0) + 1);
  }

  /** `path` was only a step on the way to a longer one. */
  takeBackRead(path: string): void {
    const count = (this.readCounts.get(path) ?? 0) - 1;
    if (count > 0) this.readCounts.set(path, count);
    else this.readCounts.delete(path);
  }

  doubt(code: FeelWarningCode, { from, to }: Span, data: Readonly<Record<string, unknown>>): void {
    if (!this.doubts.some((doubt) => doubt.code === code && doubt.from === from))
      this.doubts.push({ code, from, to, data });
  }

  newSlot(): number {
    this.slotCount += 1;
    return this.slotCount - 1;
  }

  /** Notes a problem; what is returned in its place is null with the reason, where mistakes are to be that. */
  problem(code: FeelMistakeCode, span: Span, data?: Readonly<Record<string, unknown>>): Compiled {
    const place = { code, from: span.from, to: span.to };
    if (this.options.mistakes === "refused") this.problems.push(data === undefined ? place : { ...place, data });
    return { run: (frame) => frame.warn(code, span, data) };
  }
}

/** A name bound inside the expression. */
export interface Binding {
  readonly slot: number;
  readonly path?: string | undefined;
  readonly fields?: FeelNames | "any" | undefined;
}

export class Scope {
  readonly compilation: Compilation;
  /** The slot of `?`, where there is one. */
  readonly input: Binding | undefined;
  /** Set if this scope is that of a filter. */
  readonly item: Binding | undefined;
  readonly outer: Scope | undefined;
  private readonly names = new Map<string, Binding>();
  private readonly used = new Set<string>();

  constructor(place: {
    readonly compilation: Compilation;
    readonly outer?: Scope;
    readonly item?: Binding;
    readonly input?: Binding | undefined;
  }) {
    this.compilation = place.compilation;
    this.outer = place.outer;
    this.item = place.item;
    this.input = place.input ?? place.outer?.input;
  }

  compile(node: FeelNode): Compiled {
    return this.compilation.compile(node, this);
  }

  /** A scope inside this one. */
  inner(): Scope {
    return new Scope({ compilation: this.compilation, outer: this });
  }

  innerWithItem(item: Binding): Scope {
    return new Scope({ compilation: this.compilation, outer: this, item });
  }

  innerWithInput(input: Binding): Scope {
    return new Scope({ compilation: this.compilation, outer: this, input });
  }

  bind(name: string, about: Omit<Binding, "slot"> = {}): number {
    const slot = this.compilation.newSlot();
    this.names.set(nameKey(name), { ...about, slot });
    return slot;
  }

  /** The binding made in this very scope. */
  own(name: string): Binding | undefined {
    const key = nameKey(name);
    this.used.add(key);
    return this.names.get(key);
  }

  /** Whether anything has asked for the name in this scope since. */
  isUsed(name: string): boolean {
    return this.used.has(nameKey(name));
  }
}
