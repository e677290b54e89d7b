// @vitest-environment node
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openStream, parseStream, type StreamEvent } from "./event-stream.ts";

describe("reading server-sent events", () => {
  test.each<[string, string, readonly StreamEvent[], string]>([
    ["one", "event: rows\ndata: {}\n\n", [{ event: "rows", data: "{}", id: undefined }], ""],
    ["data of two lines", "data: a\ndata: b\n\n", [{ event: "message", data: "a\nb", id: undefined }], ""],
    ["an id", "id: 7\ndata: a\n\n", [{ event: "message", data: "a", id: "7" }], ""],
    ["a heartbeat is none", ": beat\n\n", [], ""],
    [
      "half of one waits for the rest",
      "data: a\n\ndata: b",
      [{ event: "message", data: "a", id: undefined }],
      "data: b",
    ],
    ["line ends of Windows", "data: a\r\n\r\n", [{ event: "message", data: "a", id: undefined }], ""],
  ])("%s", (_title, text, events, rest) => expect(parseStream(text)).toEqual({ events, rest }));
});

describe("a line that breaks", () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  test("is opened again and resumes after the last event it had", async () => {
    const resumed: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      resumed.push(request.headers["last-event-id"]?.toString());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`id: ${resumed.length}\ndata: ${resumed.length}\n\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const seen: string[] = [];
    let breaks = 0;
    await new Promise<void>((resolve) => {
      closing.push(
        openStream(`http://127.0.0.1:${port}`, {
          headers: () => ({}),
          onOpen: () => undefined,
          onBreak: () => (breaks += 1),
          onEvent: ({ data }) => {
            seen.push(data);
            if (seen.length === 2) resolve();
          },
        }),
      );
    });
    expect(seen).toEqual(["1", "2"]);
    expect(resumed).toEqual([undefined, "1"]);
    expect(breaks).toBe(1);
  });
});
