/** Item definitions as types of ours. */
import type { BoxedParameter, ItemType } from "../../schema/boxed.ts";
import { textIn } from "./read-boxed.ts";
import { childNamed, childrenNamed, type XmlElement } from "./read-xml.ts";

type TypeOf = (reference: string | undefined, at: XmlElement) => string | undefined;

export function readItemType(element: XmlElement, typeOf: TypeOf): ItemType {
  const base = typeOf(childNamed(element, "typeRef")?.text.trim(), element);
  const components = childrenNamed(element, "itemComponent");
  const fields = components.map((component) => [nameOf(component), readItemType(component, typeOf)] as const);
  const allowed = textIn(childNamed(element, "allowedValues"));
  const constraint = textIn(childNamed(element, "typeConstraint"));
  const functionItem = childNamed(element, "functionItem");
  const isList = element.attributes["isCollection"] === "true";
  return {
    ...(base !== undefined && { base }),
    ...(isList && { list: true as const }),
    ...(components.length > 0 && { fields: Object.fromEntries(fields) }),
    ...(functionItem !== undefined && { function: readFunctionType(functionItem, typeOf) }),
    ...(allowed !== "" && { allowed }),
    ...(constraint !== "" && { constraint }),
  };
}

function nameOf(element: XmlElement): string {
  return (element.attributes["name"] ?? "").trim().replace(/\s+/g, " ");
}

function readFunctionType(element: XmlElement, typeOf: TypeOf): NonNullable<ItemType["function"]> {
  const parameters: readonly BoxedParameter[] = childrenNamed(element, "parameters").map((parameter) => {
    const type = typeOf(parameter.attributes["typeRef"], parameter);
    return { name: nameOf(parameter), ...(type !== undefined && { type }) };
  });
  const result = typeOf(element.attributes["outputTypeRef"], element);
  return { parameters, ...(result !== undefined && { result }) };
}
