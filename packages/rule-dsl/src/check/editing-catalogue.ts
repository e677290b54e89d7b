import { catalogueOf as namedCatalogueOf } from "../explain/variable-names.ts";
import { type Catalogue, catalogueFor } from "../facts/catalogue.ts";
import type { Field } from "../facts/field.ts";
import type { Definition } from "../schema/definition.ts";
import type { CheckContext } from "./check-context.ts";
import { knownFields } from "./known-fields.ts";

/**
 * What a definition reads by, for those who write it: variables by their types, as `check` knows them, and by their names,
 * as sentences have them. `extensions`: what is known beside it, such as the fields of the metrics there are.
 */
export function editingCatalogue(
  definition: Definition,
  context: CheckContext = {},
  extensions: readonly Field[] = [],
): Catalogue {
  const names = definition.kind === "workflow" ? namedCatalogueOf(definition) : undefined;
  const known = knownFields(definition, context).map((one) => {
    const named = names?.fieldAt(one.path);
    return named === undefined ? one : { ...named, ...one, name: named.name };
  });
  return catalogueFor(definition, [...extensions, ...known]);
}
