import { type FakeOptions, type FakeSystem, startFake } from "@orderloom/connector-sdk";

/** Something on loopback that speaks JSON: it answers what it was told, and knows a thing that is missing (404). */
export function createEcho(options: FakeOptions = {}): Promise<FakeSystem> {
  return startFake(
    () => [
      { action: "get", method: "GET", path: "/things/:id", writes: false, handle: ({ params }) => thing(params["id"]) },
      { action: "request", method: "POST", path: "/echo", writes: true, handle: ({ body }) => ({ status: 200, body }) },
    ],
    options,
  );
}

function thing(id = ""): {
  readonly status: number;
  readonly body: { readonly id: string } | { readonly code: string };
} {
  return id === "missing" ? { status: 404, body: { code: "not-found" } } : { status: 200, body: { id } };
}
