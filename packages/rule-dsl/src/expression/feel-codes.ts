/** Every reason an expression is refused (problems) or gives null (warnings), with a sentence for each. */

export type FeelProblemCode =
  | "empty-expression"
  | "expression-too-long"
  | "expression-too-deep"
  | "expression-incomplete"
  | "syntax-error"
  | "reserved-name"
  | FeelMistakeCode;

/** What is wrong with a part of an expression only: the standard gives null for the part, with a reason. */
export type FeelMistakeCode =
  | "number-out-of-range"
  | "invalid-date-literal"
  | "duplicate-key"
  | "external-function"
  | "unknown-name"
  | "unknown-field"
  | "unknown-function"
  | "unknown-type"
  | "no-input";

export type FeelWarningCode =
  | FeelMistakeCode
  | "missing-value"
  | "no-such-field"
  | "null-operand"
  | "operand-kinds"
  | "not-comparable"
  | "condition-not-boolean"
  | "division-by-zero"
  | "result-out-of-range"
  | "index-out-of-range"
  | "not-iterable"
  | "not-a-function"
  | "argument-count"
  | "argument-names"
  | "argument-kinds"
  | "parameter-kind"
  | "zones-differ"
  | "argument-out-of-range"
  | "invalid-text"
  | "invalid-pattern"
  | "no-clock"
  | "expression-budget";

/** A place in the expression's text, in UTF-16 units, `to` exclusive. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface FeelProblem extends Place {
  readonly code: FeelProblemCode;
}

export interface FeelWarning extends Place {
  readonly code: FeelWarningCode;
}

interface Sentence {
  readonly "zh-CN": string;
  readonly en: string;
}

/** `{name}` stands for the value of that key in `data`. */
export const feelCodeTexts: Readonly<Record<FeelProblemCode | FeelWarningCode, Sentence>> = {
  "empty-expression": { "zh-CN": "表达式是空的", en: "The expression is empty" },
  "expression-too-long": {
    "zh-CN": "表达式超过 {limit} 个字符",
    en: "The expression is longer than {limit} characters",
  },
  "expression-too-deep": {
    "zh-CN": "表达式嵌套超过 {limit} 层",
    en: "The expression is nested deeper than {limit} levels",
  },
  "expression-incomplete": { "zh-CN": "表达式没有写完", en: "The expression stops too early" },
  "syntax-error": { "zh-CN": "从“{found}”起读不懂", en: "Cannot be read from “{found}” on" },
  "number-out-of-range": { "zh-CN": "数字太大", en: "The number is too large" },
  "invalid-date-literal": { "zh-CN": "“{text}”不是日期、时间或时长", en: "“{text}” is no date, time or duration" },
  "reserved-name": { "zh-CN": "名称“{name}”不能使用", en: "The name “{name}” cannot be used" },
  "duplicate-key": { "zh-CN": "“{name}”写了两次", en: "“{name}” is given twice" },
  "external-function": { "zh-CN": "不支持外部函数", en: "External functions are not supported" },
  "unknown-name": { "zh-CN": "没有名为“{name}”的数据", en: "There is no data named “{name}”" },
  "unknown-field": { "zh-CN": "“{of}”里没有“{name}”", en: "“{of}” has no “{name}”" },
  "unknown-function": { "zh-CN": "没有函数“{name}”", en: "There is no function “{name}”" },
  "unknown-type": { "zh-CN": "没有类型“{name}”", en: "There is no type “{name}”" },
  "no-input": {
    "zh-CN": "“?”只能用在单元格和 in 的条件里",
    en: "“?” only means something in a table cell or after “in”",
  },
  "missing-value": { "zh-CN": "“{name}”没有值", en: "“{name}” has no value" },
  "no-such-field": { "zh-CN": "{of} 类型没有“{name}”", en: "A {of} has no “{name}”" },
  "null-operand": { "zh-CN": "“{operator}”的一边没有值", en: "One side of “{operator}” has no value" },
  "operand-kinds": {
    "zh-CN": "“{operator}”不能用于 {left} 和 {right}",
    en: "“{operator}” cannot be used on {left} and {right}",
  },
  "not-comparable": { "zh-CN": "{left} 和 {right} 不能比较", en: "{left} and {right} cannot be compared" },
  "condition-not-boolean": {
    "zh-CN": "条件的结果是 {found}，不是真或假",
    en: "The condition gives a {found}, not true or false",
  },
  "division-by-zero": { "zh-CN": "除数是零", en: "Division by zero" },
  "result-out-of-range": { "zh-CN": "结果超出可表示的范围", en: "The result is beyond what can be represented" },
  "index-out-of-range": {
    "zh-CN": "列表没有第 {index} 项（共 {length} 项）",
    en: "The list has no item {index} (it has {length})",
  },
  "not-iterable": { "zh-CN": "{found} 不能逐项处理", en: "{found} cannot be gone through item by item" },
  "not-a-function": { "zh-CN": "被调用的不是函数", en: "What is called is no function" },
  "argument-count": { "zh-CN": "函数不接受 {given} 个参数", en: "The function does not take {given} arguments" },
  "argument-names": { "zh-CN": "函数没有这些名称的参数", en: "The function has no parameters of these names" },
  "argument-kinds": {
    "zh-CN": "函数“{function}”不能用于这些参数",
    en: "The function “{function}” does not take these arguments",
  },
  "parameter-kind": {
    "zh-CN": "参数“{parameter}”得到的值不是它要求的类型",
    en: "The value given for the parameter “{parameter}” is not of its type",
  },
  "zones-differ": {
    "zh-CN": "一边有时区，另一边没有，不能相减",
    en: "One side has a time zone and the other has none, so they cannot be subtracted",
  },
  "argument-out-of-range": {
    "zh-CN": "函数的参数超出允许的范围",
    en: "An argument is beyond what the function allows",
  },
  "invalid-text": { "zh-CN": "文本“{text}”不能转换", en: "The text “{text}” cannot be converted" },
  "invalid-pattern": { "zh-CN": "正则表达式“{pattern}”不能使用", en: "The pattern “{pattern}” cannot be used" },
  "no-clock": { "zh-CN": "这里没有当前时间", en: "There is no current time here" },
  "expression-budget": { "zh-CN": "计算超过 {limit} 步，已停止", en: "Stopped after {limit} steps" },
};
