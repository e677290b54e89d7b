export const codeZhCN = {
  fetching: "正在取代码编辑器。通常 2 秒。",
  state: {
    applied: "和图上的一样",
    waiting: "停一下就应用到图上",
    broken: "这段文字还不是完整的 JSON，先留着，没有应用到图上。",
    refused: "写法对了，内容还不合格式，先留着，没有应用到图上。",
    behind: "图上已经改过了，这段文字是之前的。用哪一份？",
  },
  apply: "用这段文字",
  reset: "换成图上的",
  problems: "这份定义的问题",
  line: "第 {{line}} 行",
} as const;
