/*
 * Where the values of a JSON text stand in it: for marks at the place of a problem, and to know what lies under the caret.
 * A text that is no JSON gives the places up to where it breaks.
 */

/** Offsets into the text, `to` exclusive. `key`: the name in quotes, for what stands in an object. */
export interface JsonPlace {
  readonly from: number;
  readonly to: number;
  readonly key?: { readonly from: number; readonly to: number };
}

class Broken extends Error {}

class Reader {
  readonly places = new Map<string, JsonPlace>();
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(pointer: string, key?: JsonPlace["key"]): void {
    this.space();
    const from = this.at;
    // Noted before it is read to its end, so that a broken text still has it.
    this.note(pointer, from, this.text.length, key);
    const first = this.text[this.at];
    if (first === "{") this.members(pointer);
    else if (first === "[") this.items(pointer);
    else if (first === '"') this.string();
    else this.word();
    this.note(pointer, from, this.at, key);
  }

  private note(pointer: string, from: number, to: number, key: JsonPlace["key"]): void {
    this.places.set(pointer, { from, to, ...(key && { key }) });
  }

  private members(pointer: string): void {
    this.at += 1;
    this.space();
    while (this.text[this.at] !== "}") {
      const from = this.at;
      const name = this.string();
      const key = { from, to: this.at };
      this.space();
      this.expect(":");
      this.value(`${pointer}/${escaped(name)}`, key);
      this.space();
      if (this.text[this.at] === ",") this.at += 1;
      else if (this.text[this.at] !== "}") throw new Broken();
      this.space();
    }
    this.at += 1;
  }

  private items(pointer: string): void {
    this.at += 1;
    this.space();
    for (let index = 0; this.text[this.at] !== "]"; index += 1) {
      this.value(`${pointer}/${String(index)}`);
      this.space();
      if (this.text[this.at] === ",") this.at += 1;
      else if (this.text[this.at] !== "]") throw new Broken();
      this.space();
    }
    this.at += 1;
  }

  private string(): string {
    const from = this.at;
    this.expect('"');
    while (this.text[this.at] !== '"') {
      if (this.at >= this.text.length) throw new Broken();
      this.at += this.text[this.at] === "\\" ? 2 : 1;
    }
    this.at += 1;
    try {
      const read: unknown = JSON.parse(this.text.slice(from, this.at));
      return typeof read === "string" ? read : "";
    } catch {
      throw new Broken();
    }
  }

  private word(): void {
    const word = /^[-+.\w]+/.exec(this.text.slice(this.at, this.at + 400))?.[0];
    if (word === undefined) throw new Broken();
    this.at += word.length;
  }

  private expect(sign: string): void {
    if (this.text[this.at] !== sign) throw new Broken();
    this.at += 1;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at += 1;
  }
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Every value's place by its JSON Pointer. */
export function jsonPlaces(text: string): ReadonlyMap<string, JsonPlace> {
  const reader = new Reader(text);
  try {
    reader.value("");
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
  return reader.places;
}

/** The place a pointer means, or that of the nearest thing around it: what is missing is missing from somewhere. */
export function placeOf(places: ReadonlyMap<string, JsonPlace>, pointer: string): JsonPlace | undefined {
  for (let here = pointer; ; here = here.slice(0, here.lastIndexOf("/"))) {
    const place = places.get(here);
    if (place !== undefined || here === "") return place;
  }
}

/** The innermost value that an offset lies in. */
export function pointerAt(places: ReadonlyMap<string, JsonPlace>, offset: number): string | undefined {
  let found: { readonly pointer: string; readonly size: number } | undefined;
  for (const [pointer, { from, to }] of places) {
    if (offset < from || offset > to) continue;
    if (found === undefined || to - from <= found.size) found = { pointer, size: to - from };
  }
  return found?.pointer;
}
