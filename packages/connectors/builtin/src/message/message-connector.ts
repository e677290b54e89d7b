import { defineAction, defineConnector, shaped } from "@orderloom/connector-sdk";
import { RetryableError, TerminalError } from "@orderloom/rule-dsl";
import { Type } from "typebox";

const strict = { additionalProperties: false } as const;
const MessageConfig = Type.Object({
  /** Of the robots, such as https://qyapi.weixin.qq.com. */
  baseUrl: Type.String({ minLength: 1 }),
});

const RobotAnswer = Type.Object({ errcode: Type.Integer(), errmsg: Type.String() });
/** WeCom: a robot may speak twenty times a minute. */
const TOO_OFTEN = 45009;
const ONE_MINUTE_MS = 60_000;

const notifyGroup = defineAction({
  name: { "zh-CN": "通知群", en: "Notify a group" },
  description: {
    "zh-CN": "让群机器人在企业微信群里说一段话。",
    en: "A robot says something in a WeCom group (group robot webhook, msgtype markdown).",
  },
  // The robots have no key to recognise a message by: what was sent twice is read twice.
  idempotency: "never-retry",
  effect: "write",
  timeout: "PT5S",
  config: MessageConfig,
  input: Type.Object(
    {
      /** Which group: names the secret `robotKey.<group>`; `robotKey` serves the others. */
      group: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9-]{1,60}$" })),
      title: Type.String({ minLength: 1, maxLength: 200 }),
      /** Markdown, as WeCom reads it: 4,096 bytes at most together with the title. */
      text: Type.Optional(Type.String({ maxLength: 1200 })),
    },
    strict,
  ),
  output: Type.Object({ accepted: Type.Boolean() }),
  run: async (input, ctx) => {
    const key = (input.group && ctx.secrets[`robotKey.${input.group}`]) ?? ctx.secrets["robotKey"];
    if (key === undefined || key === "") throw new TerminalError(`no robot key for the group “${input.group ?? ""}”`);
    const content = input.text === undefined ? `**${input.title}**` : `**${input.title}**\n${input.text}`;
    const { body } = await ctx.http({
      method: "POST",
      url: `${ctx.config.baseUrl.replace(/\/$/, "")}/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`,
      body: { msgtype: "markdown", markdown: { content } },
    });
    const { errcode, errmsg } = shaped(RobotAnswer, body, "the group robot");
    if (errcode === TOO_OFTEN) throw new RetryableError("the group robot speaks too often", ONE_MINUTE_MS);
    if (errcode !== 0) throw new TerminalError(`the group robot refused: ${errcode} ${errmsg.slice(0, 80)}`);
    return { accepted: true };
  },
});

export const messageConnector = defineConnector({
  id: "message",
  version: "1.0.0",
  name: { "zh-CN": "群消息", en: "Group messages" },
  vendor: "orderloom",
  config: MessageConfig,
  grants: { hosts: ["=config.baseUrl"], secrets: ["robotKey", "robotKey.*"] },
  limits: { perSecond: 5, concurrent: 4 },
  actions: { "notify-group": notifyGroup },
});
