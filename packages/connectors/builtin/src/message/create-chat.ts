import {
  type FakeOptions,
  type FakeProgram,
  type FakeSystem,
  fits,
  numberIn,
  startFake,
  textIn,
} from "@orderloom/connector-sdk";
import type { JsonValue } from "@orderloom/rule-dsl";
import { Type } from "typebox";

const Message = Type.Object({ msgtype: Type.Literal("markdown"), markdown: Type.Object({ content: Type.String() }) });
const MOST_BYTES = 4096;

/**
 * The robots of chat groups on loopback, in WeCom's form. Beside `POST /cgi-bin/webhook/send?key=`:
 * `GET /messages?key=&limit=` shows what was said, newest first.
 */
export function createChat(options: FakeOptions = {}): Promise<FakeSystem> {
  return startFake(program, options);
}

const program: FakeProgram = (database) => {
  database.exec("CREATE TABLE IF NOT EXISTS messages (number INTEGER PRIMARY KEY, robot TEXT, content TEXT)");
  const insert = database.prepare("INSERT INTO messages (robot, content) VALUES (?, ?)");
  const list = database.prepare(
    "SELECT * FROM messages WHERE :robot = '' OR robot = :robot ORDER BY number DESC LIMIT :limit",
  );
  return [
    {
      action: "notify-group",
      method: "POST",
      path: "/cgi-bin/webhook/send",
      writes: true,
      handle: ({ query, body }) => {
        const robot = query.get("key") ?? "";
        if (robot === "") return said(93000, "invalid webhook url");
        if (!fits(Message, body)) return said(40008, "invalid message type");
        if (Buffer.byteLength(body.markdown.content) > MOST_BYTES)
          return said(40058, "markdown.content exceed max length");
        insert.run(robot, body.markdown.content);
        return said(0, "ok");
      },
    },
    {
      action: "messages",
      method: "GET",
      path: "/messages",
      writes: false,
      aside: true,
      handle: ({ query }) => {
        const rows = list.all({ robot: query.get("key") ?? "", limit: Number(query.get("limit") ?? 100) });
        const items = rows.map((row) => ({
          number: numberIn(row, "number"),
          robot: textIn(row, "robot"),
          content: textIn(row, "content"),
        }));
        return { status: 200, body: items };
      },
    },
  ];
};

/** WeCom answers 200 to everything and says in errcode what it thinks of it. */
function said(errcode: number, errmsg: string): { readonly status: number; readonly body: JsonValue } {
  return { status: 200, body: { errcode, errmsg } };
}
