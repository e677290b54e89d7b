/** Codes of DMN models: what an import refuses, and why a boxed expression has no value. */
export const dmnCodes = {
  "malformed-xml": {
    "zh-CN": "不是合法的 XML：第 {line} 行出错（{reason}）。请检查后重新导入。",
    en: "This is not valid XML: it breaks at line {line} ({reason}). Correct it and import it again.",
  },
  "xml-too-large": {
    "zh-CN": "XML 超过 {limit} 个字符。请把模型拆成几个文件。",
    en: "The XML is longer than {limit} characters. Split the model into several files.",
  },
  "xml-too-deep": {
    "zh-CN": "第 {line} 行的 XML 嵌套超过 {limit} 层。请展平后重新导入。",
    en: "At line {line} the XML is nested deeper than {limit} levels. Flatten it and import it again.",
  },
  "xml-doctype": {
    "zh-CN": "第 {line} 行有 DOCTYPE，这里不接受。请删掉后重新导入。",
    en: "Line {line} has a DOCTYPE, which is not accepted. Remove it and import the file again.",
  },
  "not-dmn": {
    "zh-CN": "根元素是「{found}」，不是 DMN 的 definitions。请导入 DMN 1.2 至 1.5 的文件。",
    en: "The root element is “{found}”, not DMN's definitions. Import a file of DMN 1.2 to 1.5.",
  },
  "dmn-unknown-element": {
    "zh-CN": "第 {line} 行：「{of}」里的「{element}」不认识，没有导入它所在的部分。",
    en: "Line {line}: “{element}” in “{of}” is not known; the part it stands in was not imported.",
  },
  "dmn-missing": {
    "zh-CN": "第 {line} 行：「{of}」缺少「{element}」。请补上。",
    en: "Line {line}: “{of}” lacks “{element}”. Add it.",
  },
  "dmn-bad-value": {
    "zh-CN": "第 {line} 行：「{of}」的 {attribute} 不能是「{found}」。",
    en: "Line {line}: {attribute} of “{of}” cannot be “{found}”.",
  },
  "dmn-language": {
    "zh-CN": "第 {line} 行：「{of}」用「{found}」写成，这里只读 FEEL。",
    en: "Line {line}: “{of}” is written in “{found}”; only FEEL is read here.",
  },
  "dmn-external-function": {
    "zh-CN": "第 {line} 行：「{of}」是 {found} 函数，这里不会运行。请改写成 FEEL。",
    en: "Line {line}: “{of}” is a {found} function, which is never run here. Write it in FEEL.",
  },
  "dmn-unknown-reference": {
    "zh-CN": "第 {line} 行：「{of}」引用的「{found}」不存在。请一起导入它所在的文件，或改正引用。",
    en: "Line {line}: “{of}” refers to “{found}”, which does not exist. Import the file it is in as well, or correct it.",
  },
  "dmn-unknown-type": {
    "zh-CN": "第 {line} 行：「{of}」的类型「{found}」没有定义。",
    en: "Line {line}: “{found}”, the type of “{of}”, is not defined.",
  },
  "dmn-cycle": {
    "zh-CN": "第 {line} 行：「{of}」的依赖绕回了自己。请断开这个环。",
    en: "Line {line}: the requirements of “{of}” lead back to itself. Break the circle.",
  },
  "dmn-duplicate": {
    "zh-CN": "第 {line} 行：「{found}」在同一个模型里出现两次。请改名。",
    en: "Line {line}: “{found}” stands twice in one model. Rename one of them.",
  },
  "dmn-bad-expression": {
    "zh-CN": "第 {line} 行：「{of}」的表达式不能用：{reason}。",
    en: "Line {line}: an expression of “{of}” cannot be used: {reason}.",
  },
  "dmn-needs-refused": {
    "zh-CN": "第 {line} 行：「{of}」需要没有导入的「{found}」，因此也没有导入。",
    en: "Line {line}: “{of}” needs “{found}”, which was not imported, so neither was this one.",
  },
  "dmn-too-deep": {
    "zh-CN": "第 {line} 行：「{of}」展开后嵌套超过 {limit} 层，没有导入。请把里面的一部分写成单独的决策。",
    en: "Line {line}: written out, “{of}” is nested deeper than {limit} levels and was not imported. Make a part of it a decision of its own.",
  },
  "dmn-no-such-element": {
    "zh-CN": "模型里没有叫「{name}」的决策、服务或函数。",
    en: "The model has no decision, service or function named “{name}”.",
  },
  "dmn-not-evaluated": {
    "zh-CN": "「{element}」的一部分没有导入（{what}），没有值。",
    en: "A part of “{element}” was not imported ({what}) and has no value.",
  },
  "no-decision-logic": { "zh-CN": "「{element}」没有写决策逻辑。", en: "“{element}” has no decision logic." },
  "wrong-value-type": {
    "zh-CN": "「{name}」的值不是 {type} 类型，按没有值处理。",
    en: "The value of “{name}” is not of the type {type}; it is taken as no value.",
  },
  "value-not-allowed": {
    "zh-CN": "「{name}」的值不在允许的值里，按没有值处理。",
    en: "A value of “{name}” is not among those allowed; it is taken as no value.",
  },
  "unknown-requirement": {
    "zh-CN": "模型里没有「{name}」，它却被引用。",
    en: "“{name}” is required but is not in the model.",
  },
  "requirement-cycle": {
    "zh-CN": "「{name}」的依赖绕回了自己。",
    en: "The requirements of “{name}” lead back to itself.",
  },
  "boxed-and-entries": {
    "zh-CN": "决策要么写表达式条目，要么是 DMN 模型，不能两者都有。请删掉一种。",
    en: "A decision has either entries or a DMN model, not both. Remove one of them.",
  },
  "duplicate-name": { "zh-CN": "「{name}」有两个含义。请改名。", en: "“{name}” means two things. Rename one." },
} as const;
