/** Codes of what stops a running instance until a person acts, and of warnings of an evaluation. */
export const incidentCodes = {
  "expression-null": {
    "zh-CN": "「{field}」算不出值：{why}。没有往下走。",
    en: "“{field}” has no value: {why}. It went no further.",
  },
  "expression-failed": { "zh-CN": "「{field}」算不出来：{why}。", en: "“{field}” could not be worked out: {why}." },
  "visits-exceeded": {
    "zh-CN": "「{node}」走了 {limit} 次还没出来，可能在打转。",
    en: "“{node}” was visited {limit} times; it may be going round in circles.",
  },
  "steps-exceeded": {
    "zh-CN": "一次走了 {limit} 步还没停下，可能在打转。",
    en: "{limit} steps in one go without a stop; it may be going round in circles.",
  },
  "items-exceeded": {
    "zh-CN": "「{node}」要逐个处理 {count} 项，最多 {limit} 项。",
    en: "“{node}” would run for {count} items; {limit} are allowed.",
  },
  "call-failed": {
    "zh-CN": "{connector} 的「{action}」没有办成：{message}。",
    en: "“{action}” of {connector} failed: {message}.",
  },
  "call-timed-out": {
    "zh-CN": "{connector} 的「{action}」没有应答。",
    en: "“{action}” of {connector} did not answer.",
  },
  "call-unknown": {
    "zh-CN": "不知道 {connector} 的「{action}」办成没有，请人核对。",
    en: "It is not known whether “{action}” of {connector} was done; a person has to look.",
  },
  "outcome-without-port": {
    "zh-CN": "「{node}」得到结果「{outcome}」，没有接这个出口。",
    en: "“{node}” came to “{outcome}”, which has no port.",
  },
  "task-timed-out": { "zh-CN": "「{node}」到期没人处理。", en: "Nobody decided “{node}” in time." },
  "no-candidate": { "zh-CN": "没有候选能用：{reasons}。", en: "No candidate is left: {reasons}." },
  "unknown-mapping": {
    "zh-CN": "没见过的状态码 {key}。补一行对照后会自动接着走。",
    en: "Code {key} has no entry. Add one and it goes on by itself.",
  },
  "fact-failed": { "zh-CN": "取不到「{fact}」：{message}。", en: "“{fact}” could not be fetched: {message}." },
  "compensation-failed": {
    "zh-CN": "撤回「{action}」没有办成：{message}。其余撤回先停下。",
    en: "Undoing “{action}” failed: {message}. The other undoings wait.",
  },
  "version-missing": { "zh-CN": "{kind}「{id}」没有可用的版本。", en: "{kind} “{id}” has no version in force." },
  "amendment-refused": { "zh-CN": "订单不接受这次修改：{message}。", en: "The order refused the change: {message}." },
  "subworkflow-failed": {
    "zh-CN": "子流程「{workflow}」没有走完。",
    en: "The subworkflow “{workflow}” did not finish.",
  },
  "chain-too-deep": {
    "zh-CN": "事件连着引发了 {limit} 层，已切断。",
    en: "Events led to events {limit} deep; the chain was cut.",
  },
  "state-newer": {
    "zh-CN": "实例由更新的版本写下，本系统读不了。请升级。",
    en: "The instance was written by a newer release. Upgrade first.",
  },
  "missing-value": {
    "zh-CN": "「{path}」没有值，条件按不成立算。",
    en: "“{path}” has no value; its condition counts as not met.",
  },
  "currency-mismatch": {
    "zh-CN": "「{path}」是 {given}，和 {base} 的数比不了。",
    en: "“{path}” is in {given}; it cannot be compared with an amount in {base}.",
  },
  "wrong-operand": {
    "zh-CN": "「{path}」不能用「{operator}」比。",
    en: "“{path}” cannot be compared by “{operator}”.",
  },
  "no-row": { "zh-CN": "没有一行符合。", en: "No row applies." },
  "several-rows": {
    "zh-CN": "同时有几行符合：{rows}。此表只许一行。",
    en: "Several rows apply: {rows}. This table allows one.",
  },
  "rows-differ": {
    "zh-CN": "同时符合的几行结论不同：{rows}。此表只许结论相同。",
    en: "Several rows apply and differ: {rows}. This table allows them only when they agree.",
  },
} as const;
