/** What an import has to refuse, by the name of the element and its line. */
import type { Code, CodeData } from "../../codes/codes.ts";
import { problem, type Problem } from "../../diagnostic.ts";
import type { XmlElement } from "./read-xml.ts";

export class ImportNotes {
  readonly problems: Problem[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** `of` is the name of the element that people know; the pointer says which file, which element and which line. */
  refuse(code: Code, at: XmlElement, of: string, data: CodeData = {}): void {
    const id = at.attributes["id"];
    const place = `${this.file}/${at.name}${id === undefined ? "" : `[@id="${id}"]`}:${String(at.line)}`;
    this.problems.push(problem(code, place, { line: at.line, of, ...data }));
  }
}
