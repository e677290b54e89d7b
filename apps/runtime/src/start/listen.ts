import type { Server } from "node:http";
import type { BothLanguages } from "@orderloom/rule-dsl";
import { messages } from "./messages.ts";

export type Listening =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: BothLanguages };

/** Opens the port; 0 picks a free one. What stands in the way is one sentence. */
export function listen(server: Server, host: string, port: number): Promise<Listening> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve({
        ok: false,
        problem: error.code === "EADDRINUSE" ? messages.portBusy(host, port) : messages.cannotListen(error.message),
      });
    });
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      resolve({ ok: true, url: `http://${host.includes(":") ? `[${host}]` : host}:${String(bound)}` });
    });
  });
}
