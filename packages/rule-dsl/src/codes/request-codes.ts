/** Codes of what is refused at the door. `{name}` is filled from the problem's data. */
export const requestCodes = {
  "malformed-json": {
    "zh-CN": "不是合法的 JSON：第 {position} 个字符处出错。请检查后重发。",
    en: "This is not valid JSON: it breaks at character {position}. Correct it and send it again.",
  },
  "empty-body": {
    "zh-CN": "请求没有内容。请在正文里放一份 JSON。",
    en: "The request has no body. Send a JSON document.",
  },
  "unsupported-media-type": {
    "zh-CN": "不接受 {given}。请用 {allowed}。",
    en: "{given} is not accepted here. Use {allowed}.",
  },
  "body-too-large": {
    "zh-CN": "正文超过 {limit} 字节。请拆开发送。",
    en: "The body is larger than {limit} bytes. Send it in parts.",
  },
  "body-too-deep": {
    "zh-CN": "JSON 嵌套超过 {limit} 层。请展平后重发。",
    en: "The JSON is nested deeper than {limit} levels. Flatten it and send it again.",
  },
  "too-many-lines": {
    "zh-CN": "超过 {limit} 行。请拆成几次发送。",
    en: "There are more than {limit} lines. Send them in several requests.",
  },
  "too-many-orders": {
    "zh-CN": "一次最多 {limit} 单，这次有 {given} 单。请分批发送，或用 NDJSON。",
    en: "At most {limit} orders a batch, this one has {given}. Send several batches, or NDJSON.",
  },
  "missing-field": { "zh-CN": "缺少「{field}」。请补上。", en: "“{field}” is missing. Add it." },
  "unknown-field": {
    "zh-CN": "不认识「{field}」。请删掉，或放进 attributes。",
    en: "“{field}” is not known here. Remove it, or put it under attributes.",
  },
  "missing-one-of": {
    "zh-CN": "「{field}」要写其中一个：{allowed}。",
    en: "“{field}” takes one of: {allowed}.",
  },
  "wrong-type": {
    "zh-CN": "「{field}」要写{expected}，收到的是{given}。",
    en: "“{field}” takes {expected}, but got {given}.",
  },
  "wrong-format": {
    "zh-CN": "「{field}」的写法不对，应像 {example}。",
    en: "“{field}” is not written right; it should look like {example}.",
  },
  "not-in-list": {
    "zh-CN": "「{field}」只能是：{allowed}。收到的是 {given}。",
    en: "“{field}” must be one of: {allowed}. Got {given}.",
  },
  "out-of-range": {
    "zh-CN": "「{field}」要{relation} {limit}，收到的是 {given}。",
    en: "“{field}” must be {relation} {limit}, got {given}.",
  },
  "too-short": { "zh-CN": "「{field}」至少要有 {limit} 个。", en: "“{field}” needs at least {limit}." },
  "too-long": { "zh-CN": "「{field}」最多 {limit} 个。", en: "“{field}” takes at most {limit}." },
  "unknown-channel": {
    "zh-CN": "没有渠道「{given}」。现有：{allowed}。",
    en: "There is no channel “{given}”. Known: {allowed}.",
  },
  "unknown-currency": {
    "zh-CN": "「{given}」不是 ISO 4217 货币代码，应像 CNY。",
    en: "“{given}” is not an ISO 4217 currency code, such as CNY.",
  },
  "unknown-country": {
    "zh-CN": "「{given}」不是 ISO 3166 国家代码，应像 CN。",
    en: "“{given}” is not an ISO 3166 country code, such as CN.",
  },
  "mixed-currencies": {
    "zh-CN": "一张订单只能用一种货币，这里有 {given}。",
    en: "An order has one currency, this one has {given}.",
  },
  "duplicate-line-id": {
    "zh-CN": "行号「{given}」出现了两次。每行要有自己的行号。",
    en: "The line id “{given}” appears twice. Give each line its own.",
  },
  "unknown-bound-line": {
    "zh-CN": "赠品绑在不存在的行「{given}」上。",
    en: "The gift is bound to line “{given}”, which does not exist.",
  },
  "order-differs": {
    "zh-CN": "这个渠道单号已经收过，内容不同。要改订单，请发订单事件。",
    en: "This channel order was received before with other content. To change it, send an order event.",
  },
  "order-not-found": { "zh-CN": "没有订单 {id}。", en: "There is no order {id}." },
  "line-not-found": { "zh-CN": "订单里没有行「{given}」。", en: "The order has no line “{given}”." },
  "line-cancelled-already": { "zh-CN": "行「{given}」已经取消了。", en: "Line “{given}” is cancelled already." },
  "order-cancelled-already": {
    "zh-CN": "订单已经取消，不能再改。",
    en: "The order is cancelled; it cannot be changed any more.",
  },
  "instance-not-found": { "zh-CN": "没有实例 {id}。", en: "There is no instance {id}." },
  "instance-ended": { "zh-CN": "实例 {id} 已经结束。", en: "Instance {id} has ended." },
  "incident-not-found": { "zh-CN": "这里没有等人处理的异常。", en: "There is no open incident here." },
  "migration-not-possible": {
    "zh-CN": "实例 {id} 停在「{node}」，移不过去：{why}。",
    en: "Instance {id} stands at “{node}” and cannot be moved: {why}.",
  },
  "reason-required": {
    "zh-CN": "「{action}」会动库存或钱，要写明原因。",
    en: "“{action}” moves stock or money: say why.",
  },
  "input-required": {
    "zh-CN": "要写明改成送什么。",
    en: "Say what is to be sent instead.",
  },
  "restart-not-here": {
    "zh-CN": "不能从「{node}」重来：只能从主路上、不在并行或逐项里面的节点重来，汇合和终点也不行。",
    en: "It cannot begin again at “{node}”: choose a node of the main way that is in no parallel or loop, and no join or end.",
  },
  "instance-undoing": {
    "zh-CN": "实例 {id} 正在撤回，撤完之前不能重来。",
    en: "Instance {id} is being undone; it cannot begin again before that is over.",
  },
  "remedy-not-offered": {
    "zh-CN": "没有「{given}」这个处理办法。可选：{allowed}。",
    en: "“{given}” is not offered. Choose one of: {allowed}.",
  },
  "task-not-found": { "zh-CN": "没有任务 {id}。", en: "There is no task {id}." },
  "task-decided": { "zh-CN": "{by} 已经决定：{outcome}。", en: "{by} has decided already: {outcome}." },
  "task-closed": { "zh-CN": "任务 {id} 已经关闭，不用再决定。", en: "Task {id} is closed; nothing is left to decide." },
  "task-not-yours": { "zh-CN": "只有「{group}」组的人能处理。", en: "Only members of “{group}” can do this." },
  "task-excluded": {
    "zh-CN": "订单是你录的，要换个人审。",
    en: "You wrote this order; somebody else has to approve it.",
  },
  "task-needs-two": {
    "zh-CN": "这一件要 {needed} 个人审批，不能成批决定，请单独处理。",
    en: "This one takes {needed} people and cannot be decided in a batch; decide it by itself.",
  },
  "task-claimed": { "zh-CN": "{by} 已经领走了这个任务。", en: "{by} has claimed this task." },
  "approved-already": {
    "zh-CN": "你已经批过一次，还要另一个人。",
    en: "You have approved it already; it takes another person.",
  },
  "unknown-outcome": {
    "zh-CN": "没有「{given}」这个结果。可选：{allowed}。",
    en: "“{given}” is not an outcome. Choose one of: {allowed}.",
  },
  "definition-not-found": { "zh-CN": "没有{kind}「{id}」。", en: "There is no {kind} “{id}”." },
  "version-not-found": {
    "zh-CN": "{kind}「{id}」没有第 {version} 版。",
    en: "{kind} “{id}” has no version {version}.",
  },
  "definition-exists": {
    "zh-CN": "已经有{kind}「{id}」了。换一个 id，或不写 id 由系统取。",
    en: "There is a {kind} “{id}” already. Choose another id, or leave it out and one is made.",
  },
  "import-exists": {
    "zh-CN": "已经有{kind}「{id}」了，没有导入。要盖掉请加 replace: true，或先改名。",
    en: "There is a {kind} “{id}” already; nothing was imported. Add replace: true to write over it, or rename it first.",
  },
  "nothing-importable": {
    "zh-CN": "里面没有能导入的东西。",
    en: "Nothing in it can be imported.",
  },
  "kind-not-drawn": {
    "zh-CN": "「{given}」不能从空白新建：连接器和模板是装进来的。",
    en: "“{given}” cannot be begun from blank: connectors and templates are installed.",
  },
  "draft-not-found": { "zh-CN": "{kind}「{id}」没有草稿。", en: "{kind} “{id}” has no draft." },
  "draft-changed": {
    "zh-CN": "{by} 刚改过这份草稿。先取最新的，再决定留谁的。",
    en: "{by} has changed this draft meanwhile. Fetch it again and choose whose to keep.",
  },
  "etag-required": {
    "zh-CN": "改已有的内容要带 If-Match，值是上次拿到的 ETag。",
    en: "Changing what is there takes If-Match with the ETag you were given.",
  },
  "layout-not-found": {
    "zh-CN": "{kind}「{id}」还没有存过画布布局。",
    en: "No layout has been saved for {kind} “{id}” yet.",
  },
  "cases-not-found": {
    "zh-CN": "{kind}「{id}」还没有用例。",
    en: "{kind} “{id}” has no cases yet.",
  },
  "check-failed": {
    "zh-CN": "检查没有通过，有 {errors} 处错误，没有发布。",
    en: "The check found {errors} errors; nothing was published.",
  },
  "cases-failed": {
    "zh-CN": "有 {failed} 个用例没有通过，没有发布。",
    en: "{failed} cases do not pass; nothing was published.",
  },
  "paused-already": {
    "zh-CN": "{by} 已经把它暂停了：{reason}。",
    en: "{by} has paused it already: {reason}.",
  },
  "workflow-paused": {
    "zh-CN": "{by} 暂停了它：{reason}。先恢复，再启动。",
    en: "{by} has paused it: {reason}. Resume it, then start it.",
  },
  "starts-with-orders": {
    "zh-CN": "流程「{id}」随订单启动，不能单独启动；能单独启动的，用途是「自启」。",
    en: "Workflow “{id}” starts with its orders and cannot be started by itself; one that can has the role “own”.",
  },
  "not-paused": {
    "zh-CN": "流程「{id}」没有暂停，不用恢复。",
    en: "Workflow “{id}” is not paused; nothing is to resume.",
  },
  "window-empty": {
    "zh-CN": "失效时间 {until} 不晚于生效时间 {from}，这样永远不会生效。",
    en: "It would end at {until}, not after it begins at {from}, and never be in force.",
  },
  "nothing-to-publish": { "zh-CN": "没有要发布的改动。", en: "There is nothing to publish." },
  "not-evaluable": { "zh-CN": "这类定义不能求值。", en: "This kind of definition cannot be evaluated." },
  "facts-needed": {
    "zh-CN": "还缺事实：{facts}。请一并给出，或加 fetch: true。",
    en: "Facts are missing: {facts}. Send them, or add fetch: true.",
  },
  "unknown-parameter": { "zh-CN": "不认识参数「{given}」。", en: "There is no parameter “{given}”." },
  "bad-cursor": {
    "zh-CN": "翻页标记不属于这次查询。请从第一页开始。",
    en: "The cursor does not belong to this query. Start from the first page.",
  },
  "not-found": { "zh-CN": "没有这个地址：{path}。", en: "There is nothing at {path}." },
  "unknown-person": { "zh-CN": "没有「{given}」这个人。", en: "There is nobody called “{given}”." },
  "shutting-down": { "zh-CN": "系统正在停机，请稍后重发。", en: "The system is stopping; send it again shortly." },
  "too-busy": {
    "zh-CN": "来的订单太多，这一单没有收下，请按 Retry-After 稍后重发。",
    en: "Too many orders are coming in and this one was not accepted; send it again after Retry-After.",
  },
  "store-unavailable": {
    "zh-CN": "存储写不进去：{reason}。没有收下，请稍后重发。",
    en: "The store cannot be written: {reason}. Nothing was accepted; send it again later.",
  },
  "idempotency-key-reused": {
    "zh-CN": "这个 Idempotency-Key 用过，内容不同。",
    en: "This Idempotency-Key was used with other content.",
  },
  "demo-open": {
    "zh-CN": "演示店铺已经开着，或没有启用。",
    en: "The demo shop is open already, or it is switched off.",
  },
  "bad-config": {
    "zh-CN": "连接器「{connector}」的配置不对：{problem}。",
    en: "The config of connector “{connector}” is not right: {problem}.",
  },
  "internal-error": {
    "zh-CN": "内部出错，编号 {id}。没有改动任何东西。",
    en: "Something broke inside, reference {id}. Nothing was changed.",
  },
  "changed-meanwhile": {
    "zh-CN": "{by} 刚改过。先取最新的，再决定留谁的。",
    en: "{by} has changed this meanwhile. Fetch it again and choose whose to keep.",
  },
  "data-owned": {
    "zh-CN": "数据 {folder} 正被另一个 OrderLoom 使用。请先停掉它，或用 ORDERLOOM_DATA、MONGODB_URI 换一个地方。",
    en: "Another OrderLoom is using the data in {folder}. Stop it first, or name another place by ORDERLOOM_DATA or MONGODB_URI.",
  },
  "data-newer": {
    "zh-CN": "数据是 {given} 版格式，本系统只认识到 {known} 版。请升级系统，或换一个地方存数据。",
    en: "The data has format {given}; this release knows up to {known}. Upgrade, or name another place for the data.",
  },
  "data-taken-over": {
    "zh-CN": "另一个 OrderLoom 接管了数据，这个进程不能再写，请重新启动。",
    en: "Another OrderLoom has taken over the data; this process may not write any more. Start it again.",
  },
  "sheet-unreadable": {
    "zh-CN": "这个文件打不开。请用 Excel 工作簿（.xlsx）或 CSV，重新保存后再传。",
    en: "This file cannot be opened. Use an Excel workbook (.xlsx) or CSV, save it again and send it.",
  },
  "sheet-empty": {
    "zh-CN": "表是空的。第一行要写列名。",
    en: "The sheet is empty. Its first row names the columns.",
  },
  "sheet-column-unknown": {
    "zh-CN": "{cell}：没有「{name}」这一列。现有：{known}。改列名，或删掉这一列。",
    en: "{cell}: there is no column “{name}”. Known: {known}. Rename the column or remove it.",
  },
  "sheet-column-missing": {
    "zh-CN": "少了这些列：{names}。请补上，没有条件的格子留空。",
    en: "These columns are missing: {names}. Add them; a cell without a condition stays empty.",
  },
  "sheet-row-twice": {
    "zh-CN": "{cell}：行号「{id}」出现了两次。新行的行号留空，会自动编上。",
    en: "{cell}: the row “{id}” stands here twice. Leave the id of a new row empty; it is given one.",
  },
  "sheet-cell-error": {
    "zh-CN": "{cell}：这里是 Excel 的错误值 {given}。改好公式，或直接写值。",
    en: "{cell}: this is Excel's error {given}. Mend the formula, or write the value itself.",
  },
  "not-a-table": {
    "zh-CN": "「{id}」不是决策表，不能用表格文件导入或导出。",
    en: "“{id}” is not a decision table: it has no spreadsheet form.",
  },
  "schema-not-found": {
    "zh-CN": "没有「{id}」的 JSON Schema。现有：{known}。",
    en: "There is no JSON Schema “{id}”. Known: {known}.",
  },
  "calendar-invalid": {
    "zh-CN": "日历有 {count} 处要改，见 errors。什么都没有保存。",
    en: "{count} things in the calendars need a change, see errors. Nothing was saved.",
  },
  "calendar-without-hours": {
    "zh-CN": "日历「{id}」一周里没有任何工作时间。至少填一段。",
    en: "The calendar “{id}” has no working hours in a week. Give at least one range.",
  },
  "calendar-hours": {
    "zh-CN": "「{given}」：每段的结束要晚于开始，各段不能重叠；跨夜的班次拆成两天各一段。",
    en: "“{given}”: a range ends after it begins, and ranges do not overlap; a shift over midnight is two ranges, one on each day.",
  },
  "no-such-day": {
    "zh-CN": "没有「{given}」这一天。按 2026-10-01 的写法改。",
    en: "There is no day “{given}”. Write it like 2026-10-01.",
  },
} as const;
