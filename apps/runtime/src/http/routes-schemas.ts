import { operations } from "@orderloom/api-contract";
import { editorSchemas } from "@orderloom/rule-dsl";
import { ok, refuse, route, type RouteContext } from "./route.ts";

/** JSON Schemas of the language: an editor outside completes and checks with them. */
export function schemaRoutes(context: RouteContext): void {
  const schemas = editorSchemas();
  const items = schemas.map(({ schema: _, ...one }) => ({ ...one, href: `/v1/schemas/${one.id}` }));
  route(context, operations.listSchemas, () => Promise.resolve(ok({ items })));
  route(context, operations.getSchema, ({ params }) => {
    const found = schemas.find(({ id }) => id === params["id"]);
    return Promise.resolve(
      found === undefined
        ? refuse({
            status: 404,
            code: "schema-not-found",
            data: { id: params["id"], known: schemas.map(({ id }) => id) },
          })
        : ok(found.schema),
    );
  });
}
