/** What was worked out before, by what it was worked out from: kept as long as each look asks for it again. */
export class Memo {
  private before: Map<string, unknown> = new Map();
  private now: Map<string, unknown> = new Map();
  private count = 0;

  /** `key` says everything that `make` depends on, and one `key` is always of one type. */
  get<T>(key: string, make: () => T): T {
    const known = this.now.get(key) ?? this.before.get(key);
    const value = known === undefined ? make() : (known as T); // made by the same key before
    this.now.set(key, value);
    return value;
  }

  /** A short name for a long text, the same as long as it is asked for. */
  idOf(text: string): string {
    return this.get(`id ${text}`, () => String((this.count += 1)));
  }

  /** What was kept at the last look under a name whose content changes. */
  last(name: string): unknown {
    return this.now.get(name) ?? this.before.get(name);
  }

  keep(name: string, value: unknown): void {
    this.now.set(name, value);
  }

  /**
   * The parts of a definition that were found to be right by one kind of look, as long as `signature` says that the look
   * would be the same.
   */
  rightParts(look: string, signature: string): WeakSet<object> {
    const name = `right ${look}`;
    const known = this.last(name) as { readonly signature: string; readonly parts: WeakSet<object> } | undefined; // kept below
    const kept = known?.signature === signature ? known : { signature, parts: new WeakSet<object>() };
    this.keep(name, kept);
    return kept.parts;
  }

  /** A new look begins; what the look before did not ask for is forgotten. */
  turn(): void {
    this.before = this.now;
    this.now = new Map();
  }
}
