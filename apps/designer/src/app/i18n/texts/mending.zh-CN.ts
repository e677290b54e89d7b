/** What people do when an order is stuck. */
export const mendingZhCN = {
  remedy: {
    title: "{{order}}：{{remedy}}",
    output: "当作它给出了什么（JSON，可不填）",
    input: "改成送什么（JSON）",
    noJson: "不是要的那种 JSON。",
    owner: "由{{name}}处理",
  },
  move: {
    open: "把在走的移到这版…",
    title: "把在走的移到第 {{version}} 版",
    sentence: "它们从现在停着的地方起按这一版走。移不过去的留在原版。",
    from: "从哪一版",
    do: "移 {{count}} 个",
    standing: "{{node}} 有 {{count}} 个，那里是 {{there}}",
    impossible: "{{instance}} 留下：在 {{node}}，{{why}}",
    mapped: "{{node}} 在那里是",
  },
  handOver: { open: "转交…", title: "转交异常", to: "交给哪一组", do: "转交" },
  restart: {
    open: "从某一步重来…",
    title: "重来：{{order}}",
    sentence: "订单离开现在停着的地方，从选的那一步接着走，已知的内容不变。",
    node: "从哪一步",
    compensate: "先撤回那一步起办过的事",
    do: "重来",
    comma: "、",
    withdrawn: "收回：{{names}}",
    undone: "先撤回，后办的先撤：{{names}}",
    standing: "保持原样，可能再办一次：{{names}}",
  },
} as const;
