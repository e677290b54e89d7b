import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  CasesDocument,
  type Definition,
  LayoutDocument,
  type OrderInput,
  schemaOf,
  TemplateDefinition,
  validate,
} from "@orderloom/rule-dsl";
import type { Static, TSchema } from "typebox";

/** A template as it lies in its folder: everything it brings, read and checked against its schema. */
export interface ShippedTemplate {
  /** Of the folder. */
  readonly slug: string;
  readonly template: TemplateDefinition;
  readonly definitions: readonly Definition[];
  readonly layouts: readonly LayoutDocument[];
  readonly cases: readonly CasesDocument[];
  readonly samples: readonly OrderInput[];
}

/** The repo's templates/, four folders above this file, in src and in dist alike. */
const SHIPPED = resolve(import.meta.dirname, "../../../../templates");

export function shippedTemplates(folder: string = SHIPPED): readonly ShippedTemplate[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readTemplate(join(folder, entry.name), entry.name))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** Throws, naming the file, when one is missing or does not fit its schema. */
export function readTemplate(folder: string, slug: string): ShippedTemplate {
  const files = readdirSync(folder);
  const template: TemplateDefinition = readDocument(folder, "template.json", TemplateDefinition);
  return {
    slug,
    template,
    definitions: template.definitions.map((file) => readDefinition(folder, file)),
    layouts: files
      .filter((file) => file.endsWith(".layout.json"))
      .map((file): LayoutDocument => readDocument(folder, file, LayoutDocument)),
    cases: (template.cases ?? []).map((file): CasesDocument => readDocument(folder, file, CasesDocument)),
    samples: (template.samples ?? []).flatMap((file) => readLines(folder, file)),
  };
}

function readDocument<Schema extends TSchema>(folder: string, file: string, schema: Schema): Static<Schema> {
  const value = readJson(folder, file);
  assertFits(schema, value, join(folder, file));
  return value as Static<Schema>; // it fits the schema
}

function readDefinition(folder: string, file: string): Definition {
  const value = readJson(folder, file);
  const { kind = "", type } = value as { readonly kind?: string; readonly type?: string };
  const schema = schemaOf(kind, type);
  if (schema === undefined) throw new Error(`${join(folder, file)}: there is no kind “${kind}”`);
  assertFits(schema, value, join(folder, file));
  // It fits the schema of its kind.
  return value as Definition;
}

function assertFits(schema: TSchema, value: unknown, file: string): void {
  const [problem] = validate(schema, value);
  if (problem !== undefined) throw new Error(`${file}${problem.pointer}: ${problem.message.en}`);
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

/** Sample orders, one a line. The platform's front checks them when they are sent. */
function readLines(folder: string, file: string): readonly OrderInput[] {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as OrderInput);
}
