/** DMN files for tests, from their parts: short enough to be read beside what they must give. */

const head = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"';

export function dmnFile(parts: string, namespace = "urn:orders", name = "orders"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${head} namespace="${namespace}" name="${name}" id="model">
${parts}
</definitions>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const typeRef = (type: string): string => (type === "" ? "" : ` typeRef="${escaped(type)}"`);

export const feel = (text: string, type = ""): string =>
  `<literalExpression${typeRef(type)}><text>${escaped(text)}</text></literalExpression>`;

export const input = (name: string, type = ""): string =>
  `<inputData id="${name}" name="${name}"><variable name="${name}"${typeRef(type)}/></inputData>`;

/** `needs`: names of input data, `!name` of decisions, `()name` of functions and services. */
export function decision(name: string, needs: readonly string[], body: string, type = ""): string {
  const requirements = needs.map(requirement).join("");
  return `<decision id="${name}" name="${name}"><variable name="${name}"${typeRef(type)}/>${requirements}${body}</decision>`;
}

function requirement(need: string): string {
  const [, kind = "", name = ""] = /^(!|\(\)|)(.*)$/.exec(need) ?? [];
  const href = `href="${name.includes("#") ? name : `#${name}`}"`;
  if (kind === "!") return `<informationRequirement><requiredDecision ${href}/></informationRequirement>`;
  if (kind === "") return `<informationRequirement><requiredInput ${href}/></informationRequirement>`;
  return `<knowledgeRequirement><requiredKnowledge ${href}/></knowledgeRequirement>`;
}

/** `parameters`: `name` or `name: type`. */
export function bkm(name: string, parameters: readonly string[], body: string, more = ""): string {
  const formal = parameters.map(parameter).join("");
  return `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/>${more}<encapsulatedLogic>${formal}${body}</encapsulatedLogic></businessKnowledgeModel>`;
}

export const functionBox = (parameters: readonly string[], body: string): string =>
  `<functionDefinition>${parameters.map(parameter).join("")}${body}</functionDefinition>`;

function parameter(text: string): string {
  const [name = "", type = ""] = text.split(": ");
  return `<formalParameter name="${name}"${typeRef(type)}/>`;
}

/** An entry without a name is the context's result. */
export const context = (entries: readonly (readonly [name: string, body: string, type?: string])[]): string =>
  `<context>${entries
    .map(([name, body, type = ""]) => {
      const variable = name === "" ? "" : `<variable name="${name}"${typeRef(type)}/>`;
      return `<contextEntry>${variable}${body}</contextEntry>`;
    })
    .join("")}</context>`;

export const call = (callee: string, bindings: Readonly<Record<string, string>>, type = ""): string =>
  `<invocation${typeRef(type)}>${feel(callee)}${Object.entries(bindings)
    .map(([name, text]) => `<binding><parameter name="${name}"/>${feel(text)}</binding>`)
    .join("")}</invocation>`;

export interface TableParts {
  readonly policy?: string;
  readonly aggregation?: string;
  /** `expression`, `expression: type` or `expression: type = allowed values`. */
  readonly inputs: readonly string[];
  /** `name`, `name: type` or `name: type = allowed values`. */
  readonly outputs: readonly string[];
  /** The cells of a row, inputs first. */
  readonly rows: readonly (readonly string[])[];
  readonly otherwise?: readonly string[];
}

export function table({ policy, aggregation, inputs, outputs, rows, otherwise }: TableParts): string {
  const how = `${policy === undefined ? "" : ` hitPolicy="${policy}"`}${aggregation === undefined ? "" : ` aggregation="${aggregation}"`}`;
  const columns = inputs
    .map(columnParts)
    .map(
      ([text, type, allowed]) =>
        `<input><inputExpression${typeRef(type)}><text>${escaped(text)}</text></inputExpression>${valuesOf("inputValues", allowed)}</input>`,
    );
  const results = outputs.map(columnParts).map(([name, type, allowed], index) => {
    const fallback = otherwise === undefined ? "" : textOf("defaultOutputEntry", otherwise[index] ?? "");
    return `<output name="${name}"${typeRef(type)}>${valuesOf("outputValues", allowed)}${fallback}</output>`;
  });
  const rules = rows.map(
    (row) =>
      `<rule>${row.map((cell, index) => textOf(index < inputs.length ? "inputEntry" : "outputEntry", cell)).join("")}</rule>`,
  );
  return `<decisionTable${how}>${[...columns, ...results, ...rules].join("\n")}</decisionTable>`;
}

function columnParts(text: string): readonly [text: string, type: string, allowed: string] {
  const [, name = "", type = "", allowed = ""] = /^(.*?)(?:: ([^=]*?))?(?: = (.*))?$/.exec(text) ?? [];
  return [name, type.trim(), allowed];
}

const valuesOf = (tag: string, text: string): string => (text === "" ? "" : textOf(tag, text));
const textOf = (tag: string, text: string): string => `<${tag}><text>${escaped(text)}</text></${tag}>`;

/** `fields`: `name: type` each, or the base type itself. */
export function itemType(name: string, of: string | readonly string[], more: ItemTypeParts = {}): string {
  const list = more.isList === true ? ' isCollection="true"' : "";
  const body =
    typeof of === "string"
      ? `<typeRef>${of}</typeRef>`
      : of
          .map((field) => field.split(": "))
          .map(([field = "", type = ""]) => `<itemComponent name="${field}"><typeRef>${type}</typeRef></itemComponent>`)
          .join("");
  const constraints = `${valuesOf("allowedValues", more.allowed ?? "")}${valuesOf("typeConstraint", more.constraint ?? "")}`;
  return `<itemDefinition name="${name}"${list}>${body}${constraints}</itemDefinition>`;
}

interface ItemTypeParts {
  readonly isList?: boolean;
  readonly allowed?: string;
  readonly constraint?: string;
}

export interface ServiceParts {
  readonly outputs: readonly string[];
  readonly hidden?: readonly string[];
  readonly decisions?: readonly string[];
  readonly data?: readonly string[];
}

export function service(name: string, { outputs, hidden = [], decisions = [], data = [] }: ServiceParts): string {
  const references = (tag: string, names: readonly string[]): string =>
    names.map((each) => `<${tag} href="#${each}"/>`).join("");
  return `<decisionService id="${name}" name="${name}">${references("outputDecision", outputs)}${references("encapsulatedDecision", hidden)}${references("inputDecision", decisions)}${references("inputData", data)}</decisionService>`;
}
