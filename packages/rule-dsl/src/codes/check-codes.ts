/** Codes of what `check` finds in a definition. */
export const checkCodes = {
  "schema-newer": {
    "zh-CN": "这份定义是 {given} 版格式，本系统只认识到 {known} 版。请升级系统。",
    en: "This definition has schema version {given}; this release knows up to {known}. Upgrade first.",
  },
  "unknown-kind": { "zh-CN": "不认识的种类「{given}」。", en: "“{given}” is not a kind of definition." },
  "dangling-reference": {
    "zh-CN": "「{from}」的出口「{port}」指向不存在的「{to}」。",
    en: "Port “{port}” of “{from}” leads to “{to}”, which does not exist.",
  },
  "missing-port": { "zh-CN": "「{node}」的出口「{port}」没有接。", en: "Port “{port}” of “{node}” leads nowhere." },
  "open-port": {
    "zh-CN": "「{node}」没有接「{port}」：发生时会变成异常，等人处理。",
    en: "“{node}” has no “{port}” port: should it happen, an incident waits for a person.",
  },
  "unknown-port": { "zh-CN": "「{node}」没有「{port}」这个出口。", en: "“{node}” has no port “{port}”." },
  "no-start": {
    "zh-CN": "流程要有且只有一个起点，现在有 {count} 个。",
    en: "A workflow has exactly one start; this one has {count}.",
  },
  "unreachable-node": { "zh-CN": "没有路能走到「{node}」。", en: "No path leads to “{node}”." },
  "no-way-to-end": { "zh-CN": "从「{node}」走不到终点。", en: "No path leads from “{node}” to an end." },
  "parallel-without-join": {
    "zh-CN": "「{node}」要有且只有一个汇合，现在有 {count} 个。",
    en: "“{node}” needs exactly one join; it has {count}.",
  },
  "join-without-parallel": {
    "zh-CN": "「{node}」汇合的「{of}」不是并行或逐项节点。",
    en: "“{node}” joins “{of}”, which is neither a parallel nor a loop.",
  },
  "edge-leaves-region": {
    "zh-CN": "「{from}」到「{to}」跳出了「{parallel}」的范围，那里只能经汇合、终点或上报出去。",
    en: "“{from}” to “{to}” leaves the region of “{parallel}”; only its join, an end or a raise may.",
  },
  "edge-enters-region": {
    "zh-CN": "「{from}」到「{to}」从外面跳进了「{parallel}」的范围。",
    en: "“{from}” to “{to}” enters the region of “{parallel}” from outside.",
  },
  "two-tokens": {
    "zh-CN": "「{node}」可能被两路同时走到，之前没有汇合。",
    en: "Two live paths can reach “{node}” with no join before it.",
  },
  "empty-cycle": {
    "zh-CN": "「{nodes}」成环，里面没有动作、人工、等待或子流程，会一直转。",
    en: "“{nodes}” form a loop without an action, task, wait or subworkflow; it would spin.",
  },
  "handler-end": {
    "zh-CN": "「{node}」只在事件处理里才能这样结束。",
    en: "“{node}” may end this way only on the path of an event handler.",
  },
  "unknown-fact": { "zh-CN": "没有字段「{path}」{hint}。", en: "There is no field “{path}”{hint}." },
  "unknown-name": { "zh-CN": "表达式里的「{name}」没有定义。", en: "“{name}” is not defined for this expression." },
  "unknown-operator": { "zh-CN": "没有运算「{operator}」。", en: "There is no operator “{operator}”." },
  "unknown-condition": { "zh-CN": "没有名为「{name}」的条件。", en: "There is no condition named “{name}”." },
  "conditions-too-many": {
    "zh-CN": "条件展开后超过 {limit} 个。请少套几层命名条件。",
    en: "Written out, there are more than {limit} conditions. Nest fewer named conditions.",
  },
  "condition-cycle": { "zh-CN": "条件「{name}」绕回了自己。", en: "Condition “{name}” refers back to itself." },
  "bad-path": {
    "zh-CN": "路径「{path}」写法不对，应像 $.customer.level。",
    en: "The path “{path}” is not written right; it should look like $.customer.level.",
  },
  "type-mismatch": {
    "zh-CN": "「{path}」是{actual}，不能和{given}比。",
    en: "“{path}” is {actual}; it cannot be compared with {given}.",
  },
  "value-not-listed": {
    "zh-CN": "「{path}」不会是 {given}。可能的值：{allowed}。",
    en: "“{path}” is never {given}. It can be: {allowed}.",
  },
  "not-over-missing": {
    "zh-CN": "「{path}」缺失时条件算不成立，取反就成立了。请先判断它是否存在。",
    en: "When “{path}” is missing its condition is false, and “not” makes that true. Test first that it is there.",
  },
  "bad-expression": { "zh-CN": "表达式在第 {from} 个字符处写错了。", en: "The expression breaks at character {from}." },
  "unknown-function": { "zh-CN": "没有函数「{name}」。", en: "There is no function “{name}”." },
  "unknown-group": {
    "zh-CN": "没有互斥组「{id}」。请在规则集里加上它，或改选已有的组。",
    en: "There is no exclusive group “{id}”. Add it to the rule set, or choose one that is there.",
  },
  "decision-cycle": {
    "zh-CN": "决策互相调用成环：{path}。请去掉其中一次调用。",
    en: "Decisions call each other in a circle: {path}. Take one of the calls out.",
  },
  "unknown-decision": { "zh-CN": "没有决策「{id}」。", en: "There is no decision “{id}”." },
  "unknown-workflow": { "zh-CN": "没有流程「{id}」。", en: "There is no workflow “{id}”." },
  "unknown-form": { "zh-CN": "没有表单「{id}」。", en: "There is no form “{id}”." },
  "unknown-metric": { "zh-CN": "没有指标「{id}」。", en: "There is no metric “{id}”." },
  "unknown-quota": { "zh-CN": "没有名额「{id}」。", en: "There is no quota “{id}”." },
  "unknown-connector": { "zh-CN": "没有连接器「{id}」。", en: "There is no connector “{id}”." },
  "unknown-action": {
    "zh-CN": "连接器「{connector}」没有动作「{action}」。",
    en: "Connector “{connector}” has no action “{action}”.",
  },
  "unknown-stage": { "zh-CN": "没有阶段「{stage}」。", en: "There is no stage “{stage}”." },
  "unknown-calendar": { "zh-CN": "没有日历「{id}」。", en: "There is no calendar “{id}”." },
  "missing-input": { "zh-CN": "「{action}」缺少输入「{field}」。", en: "“{action}” needs the input “{field}”." },
  "unknown-input": { "zh-CN": "「{action}」没有输入「{field}」。", en: "“{action}” has no input “{field}”." },
  "not-a-read": {
    "zh-CN": "「{action}」会改动外部，不能用来取事实。",
    en: "“{action}” changes the other side; it cannot fetch a fact.",
  },
  "side-commits": {
    "zh-CN": "旁支流程不能用「{action}」：它会锁库、下发或退款。",
    en: "A side workflow may not use “{action}”: it reserves, releases or refunds.",
  },
  "duplicate-id": { "zh-CN": "「{id}」出现了两次。", en: "“{id}” appears twice." },
  "unknown-column": { "zh-CN": "没有列「{id}」。", en: "There is no column “{id}”." },
  "missing-output": { "zh-CN": "第 {row} 行没有写「{column}」。", en: "Row {row} has nothing for “{column}”." },
  "unused-output": { "zh-CN": "「{path}」写了没人读。", en: "“{path}” is written and never read." },
  "unused-condition": { "zh-CN": "命名条件「{name}」没有用到。", en: "The named condition “{name}” is not used." },
  "unused-fact": { "zh-CN": "「{id}」取来了没人读。", en: "“{id}” is asked for and never read." },
  "changes-nothing": {
    "zh-CN": "「{what}」什么也没改：乘 1、加 0。",
    en: "“{what}” changes nothing: it multiplies by 1 and adds 0.",
  },
  "value-never-given": { "zh-CN": "没有一条对照会给出「{value}」。", en: "No entry gives “{value}”." },
  "unassigned-variable": { "zh-CN": "「{path}」没有节点写过。", en: "No node writes “{path}”." },
  "variable-of-loop": {
    "zh-CN": "「{path}」只属于「{loop}」里的每一项，外面读不到；要带出来，就在那里收集。",
    en: "“{path}” belongs to each item of “{loop}” and cannot be read outside it; collect it there to bring it out.",
  },
  "retry-never": {
    "zh-CN": "「{action}」的连接器声明不能重发，这里的重试不会发生。",
    en: "The connector of “{action}” says it must never be sent again; these retries will not happen.",
  },
  "weights-not-hundred": { "zh-CN": "权重合计 {sum}，不是 100。", en: "The weights add up to {sum}, not 100." },
  "tie-break-unknown": { "zh-CN": "排名相同时比的「{id}」不是指标。", en: "The tie-break “{id}” is not a criterion." },
  "workflow-cycle": { "zh-CN": "子流程「{id}」绕回了自己。", en: "Subworkflow “{id}” leads back to itself." },
  "second-opinion-differs": {
    "zh-CN": "json-rules-engine 对订单 {order} 的结论不同，没有发布。",
    en: "json-rules-engine decides otherwise for order {order}; nothing was published.",
  },
  "second-opinion-differs-on-case": {
    "zh-CN": "json-rules-engine 对用例「{case}」的结论不同，没有发布。",
    en: "json-rules-engine decides otherwise for the case “{case}”; nothing was published.",
  },
  "case-failed": {
    "zh-CN": "用例「{case}」没有通过：{part}应是 {expected}，实际是 {actual}。",
    en: "The case “{case}” fails: {part} should be {expected}, but is {actual}.",
  },
  "not-importable": {
    "zh-CN": "json-rules-engine 的「{what}」在这里没有对应的写法，没有导入。请改写这一处再导入。",
    en: "“{what}” of json-rules-engine has no counterpart here; nothing was imported. Rewrite this place and import again.",
  },
  "routes-overlap": {
    "zh-CN": "「{workflow}」和「{other}」都要订单 {order} 这样的单，归谁由分流表的先后决定。",
    en: "“{workflow}” and “{other}” both want orders like {order}; the routing list's order decides.",
  },
  "unknown-place": {
    "zh-CN": "参数「{parameter}」要写到 {place}，那里没有这个位置。",
    en: "The parameter “{parameter}” is written into {place}, which is not there.",
  },
  "table-gap": {
    "zh-CN": "没有一行接住这样的订单：{example}。也没有默认行，结果会是空。",
    en: "No row takes this: {example}. There is no default row either, so the result would be null.",
  },
  "rows-overlap": {
    "zh-CN": "第 {row} 行和第 {other} 行都接住：{example}。此表只许一行，遇到会停下等人。",
    en: "Rows {row} and {other} both take this: {example}. This table allows one row, so such an order would stop for a person.",
  },
  "rows-disagree": {
    "zh-CN": "第 {row} 行和第 {other} 行都接住：{example}，给的结果却不同，遇到会停下等人。",
    en: "Rows {row} and {other} both take this: {example}, and give different results, so such an order would stop for a person.",
  },
  "row-shadowed": {
    "zh-CN": "第 {row} 行永远轮不到：它接的订单都被{by}先接走了，比如：{example}。",
    en: "Row {row} never counts: all it takes is taken before by {by}, such as {example}.",
  },
  "row-never-first": {
    "zh-CN": "第 {row} 行从来排不到第一：它接的订单都有{by}排在前面，比如：{example}。",
    en: "Row {row} never comes first: before it there is always {by}, such as for {example}.",
  },
  "rule-shadowed": {
    "zh-CN": "规则「{rule}」永远轮不到：符合它的订单都被{by}先接走了，比如：{example}。",
    en: "The rule “{rule}” never counts: all it takes is taken before by {by}, such as {example}.",
  },
  "case-shadowed": {
    "zh-CN": "「{node}」的「{case}」走不到：符合它的订单都被{by}先接走了，比如：{example}。",
    en: "“{case}” of “{node}” is never taken: all it takes is taken before by {by}, such as {example}.",
  },
  "branch-unreachable": {
    "zh-CN": "「{node}」的「{case}」走不到：走到这里的订单都已经是：{known}。",
    en: "“{case}” of “{node}” is never taken: whatever comes here already is {known}.",
  },
  "otherwise-unreachable": {
    "zh-CN": "「{node}」的「其余」走不到：前面的情况已经包住走到这里的所有订单。",
    en: "“Otherwise” of “{node}” is never taken: the cases take every order that comes here.",
  },
  "never-true": {
    "zh-CN": "{what}永远不会成立：没有订单能同时做到。",
    en: "{what} never holds: no order can meet it.",
  },
  "always-true": {
    "zh-CN": "{what}总是成立，写不写都一样。",
    en: "{what} always holds, so it decides nothing.",
  },
  "no-rule-takes": {
    "zh-CN": "没有规则接住这样的订单：{example}，结果会是空。",
    en: "No rule takes this: {example}. The result would be null.",
  },
  "conflicting-writers": {
    "zh-CN": "「{node}」和「{other}」在同时走的两路上都写 {path}，谁后写谁算数。",
    en: "“{node}” and “{other}” write {path} on branches that run at once; whoever comes last wins.",
  },
  "rules-conflict": {
    "zh-CN": "规则「{rule}」和「{other}」会同时成立，{field} 却不同，比如：{example}。",
    en: "The rules “{rule}” and “{other}” can hold at once and give different {field}, such as for {example}.",
  },
  "unknown-node": { "zh-CN": "没有节点「{id}」。", en: "There is no node “{id}”." },
  "keyed-role": {
    "zh-CN": "几张订单合着跑的流程，用途要是「子流程」，现在是 {role}。",
    en: "A workflow that orders share is a “part”; this one is “{role}”.",
  },
  "key-missing": {
    "zh-CN": "「{workflow}」由几张订单合着跑，要写按什么合，例如 =order.customer.identity。",
    en: "“{workflow}” is shared by orders: say by which key, such as =order.customer.identity.",
  },
  "not-keyed": {
    "zh-CN": "「{workflow}」不是合着跑的流程，这里不用写按什么合。",
    en: "“{workflow}” is not shared by orders, so it has no key.",
  },
  "bad-cron": {
    "zh-CN": "「{given}」不是时间表：要五段（分 时 日 月 星期），例如 0 9 * * 1-5 是工作日九点。",
    en: "“{given}” is no schedule: it takes five fields (minute, hour, day, month, weekday), such as 0 9 * * 1-5 for nine on weekdays.",
  },
  "cron-never": {
    "zh-CN": "「{given}」永远不会到：没有这样的日子。",
    en: "“{given}” never comes: there is no such day.",
  },
  "unknown-zone": {
    "zh-CN": "没有「{zone}」这个时区；例如 Asia/Shanghai。",
    en: "There is no time zone “{zone}”; one is Asia/Shanghai.",
  },
  "schedule-role": {
    "zh-CN":
      "按时间表启动的流程，用途现在是 {role}，要是 {wanted}：对每个订单各跑一次用「旁支」，自己跑一次用「自启」。",
    en: "A workflow started by the clock is a “side” workflow where it runs for each order, and an “own” one where it runs once; this one is “{role}”, and should be “{wanted}”.",
  },
  "starter-role": {
    "zh-CN": "由事件启动的流程不属于订单，用途要是「自启」；现在是 {role}。",
    en: "A workflow that an event starts belongs to no order: its role should be “own”; it is “{role}”.",
  },
  "no-order-here": {
    "zh-CN": "这个流程不属于某一张订单，读不到 {path}。",
    en: "This workflow belongs to no single order, so {path} cannot be read here.",
  },
  "unit-mix": {
    "zh-CN": "{left}和{right}不能直接比。",
    en: "{left} cannot be compared with {right} as it is.",
  },
  "cannot-decide": {
    "zh-CN": "{what}没有查到底：{reason}。",
    en: "{what} could not be checked to the end: {reason}.",
  },
  "findings-left-out": {
    "zh-CN": "同样的问题还有 {count} 处，先列这些。",
    en: "There are {count} more of the same; these come first.",
  },
} as const;
