import type { BothLanguages } from "../codes/codes.ts";
import type { EventType, OrderLoomEvent } from "../schema/event.ts";
import { type EventContext, joined, listed, Names, phrase, says } from "./event-words.ts";
import { counted, type EventText, incidentSentence, type Telling, text, type Told } from "./event-parts.ts";
import { itemWords, loopTelling } from "./loop-text.ts";
import { explainEvent } from "./explain-event.ts";
import { sentenceCase } from "./explanation.ts";
import { amendmentText, outsideEventText } from "./order-event-text.ts";
import { lineSentence, lineTitle, waitForText, waitOverText } from "./metric-text.ts";
import { reasonText } from "./reason-text.ts";
import { endedText, joinedText, leftText, skippedText } from "./shared-event-text.ts";

const seconds = (ms: number): BothLanguages =>
  ms < 1000
    ? says(`${String(Math.round(ms))} ms`, `${String(Math.round(ms))} ms`)
    : says(`${(ms / 1000).toFixed(1)} 秒`, `${(ms / 1000).toFixed(1)} s`);
interface CallNames {
  readonly connector: string;
  readonly action: string;
  readonly nodeId: string;
  readonly compensates?: string;
}

/** The node's own name where it has one; an undoing is named by what it does. */
function callTitle(data: CallNames, names: Names): BothLanguages {
  return data.compensates === undefined
    ? names.node(data.nodeId)
    : phrase(says("撤回：{0}", "Undo: {0}"), names.action(data.connector, data.action));
}

/** Remedies that every incident of their kind offers; others are named by the node that declares them. */
const remedyWords: Readonly<Record<string, BothLanguages>> = {
  retry: says("再试一次", "try again"),
  mend: says("改了再试", "mend the input and try again"),
  done: says("当作已办", "take it as done"),
  "settled-by-hand": says("已另行处理", "seen to by hand"),
  withdrawn: says("不再需要", "no longer needed"),
};

const telling: Telling = {
  ...loopTelling,
  "order.received": ({ data }, names) =>
    text(
      says("收到订单", "Order received"),
      phrase(
        says("{0}，{1}行，已去重并落盘", "{0}, {1}, deduplicated and on disk"),
        names.channel(data.channel),
        counted(data.lines, "line", "lines"),
      ),
    ),
  "order.routed": ({ data }, names) =>
    text(
      says("分到流程", "Routed"),
      phrase(says("走「{0}」v{1}", "Follows “{0}” v{1}"), names.workflow(data.workflow), data.version),
    ),
  "order.unrouted": ({ data }, names) => {
    if (data.waitsFor !== undefined)
      return text(
        phrase(says("等「{0}」恢复接单", "Waits for “{0}” to go on"), names.workflow(data.waitsFor)),
        reasonText(data.reason),
      );
    return text(
      says("没有流程接这一单", "No workflow takes this order"),
      data.tried === 0
        ? says("分流表是空的，因此停在这里", "There are no routes, so it stays here")
        : phrase(
            says("分流表{0}行都不符合，因此停在这里", "Of {0} none applies, so it stays here"),
            counted(data.tried, "route", "routes"),
          ),
    );
  },
  "order.amended": ({ data }) => amendmentText(data),
  "order.noted": ({ data }) => text(outsideEventText(data.event)),
  "instance.started": ({ data }, names) =>
    text(
      says("开始走流程", "Started"),
      phrase(says("「{0}」v{1}", "“{0}” v{1}"), names.workflow(data.workflow), data.version),
    ),
  "instance.ended": ({ data }, names) =>
    data.nodeId !== undefined && names.nodeOf(data.nodeId)?.name !== undefined
      ? text(names.node(data.nodeId), says("流程走完了", "The workflow is finished"))
      : text(says("流程走完了", "Finished"), phrase(says("结果：{0}", "Outcome: {0}"), data.outcome)),
  "instance.cancelled": ({ data }) => text(says("流程停下", "Stopped"), reasonText(data.reason)),
  "decision.made": ({ data }, names) => text(names.node(data.nodeId)),
  "switch.taken": ({ data }, names) =>
    text(names.node(data.nodeId), phrase(says("走「{0}」", "Takes “{0}”"), names.port(data.nodeId, data.port))),
  "vars.assigned": ({ data }, names) =>
    text(names.node(data.nodeId), phrase(says("记下{0}", "Kept {0}"), data.names.join(", "))),
  "call.requested": ({ data }, names) =>
    text(
      callTitle(data, names),
      data.attempt === 1
        ? phrase(
            says("请{0}「{1}」", "Sent “{1}” to {0}"),
            names.connector(data.connector),
            names.action(data.connector, data.action),
          )
        : phrase(
            says("第{0}次请{1}「{2}」", "Sent “{2}” to {1}, attempt {0}"),
            data.attempt,
            names.connector(data.connector),
            names.action(data.connector, data.action),
          ),
    ),
  "call.completed": ({ data }, names) =>
    text(
      callTitle(data, names),
      phrase(says("{0}办成，用时{1}", "{0}: done in {1}"), names.connector(data.connector), seconds(data.tookMs)),
    ),
  "call.answered": ({ data }, names) =>
    text(
      callTitle(data, names),
      phrase(
        says("{0}回复「{1}」", "{0} answered “{1}”"),
        names.connector(data.connector),
        names.answer(data.connector, data.action, data.outcome),
      ),
    ),
  "call.failed": ({ data }, names) =>
    text(
      callTitle(data, names),
      joined(
        phrase(says("{0}没办成：{1}", "{0} failed: {1}"), names.connector(data.connector), data.message),
        data.retryAt === undefined
          ? undefined
          : phrase(says("{0}再试", "trying again at {0}"), names.instant(data.retryAt)),
      ),
    ),
  "call.timed-out": ({ data }, names) =>
    text(
      callTitle(data, names),
      joined(
        phrase(says("{0}没有应答", "{0} did not answer"), names.connector(data.connector)),
        data.retryAt === undefined
          ? undefined
          : phrase(says("{0}再试", "trying again at {0}"), names.instant(data.retryAt)),
      ),
    ),
  "call.skipped": ({ data }, names) =>
    text(names.node(data.nodeId), says("按条件跳过，没有打扰对方", "Skipped by its condition; nobody was called")),
  "call.answered-late": ({ data }, names) =>
    text(
      callTitle(data, names),
      data.succeeded
        ? phrase(
            says(
              "{0}的应答来迟了：办成了，不再需要，随即撤回",
              "{0} answered late: it was done, is no longer wanted, and is undone",
            ),
            names.connector(data.connector),
          )
        : phrase(
            says("{0}的应答来迟了：没办成", "{0} answered late: it was not done"),
            names.connector(data.connector),
          ),
    ),
  "task.opened": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      joined(
        phrase(says("等{0}处理", "Waiting for {0}"), names.group(data.group)),
        data.approvals > 1 ? phrase(says("要{0}个人同意", "{0} people must agree"), data.approvals) : undefined,
        data.dueAt === undefined ? undefined : phrase(says("期限{0}", "due {0}"), names.instant(data.dueAt)),
      ),
    ),
  "task.claimed": ({ data, actor }, names) =>
    text(
      names.node(data.nodeId),
      data.from === undefined
        ? phrase(says("{0}领走", "Claimed by {0}"), actor.name)
        : phrase(says("{0}从{1}那里接过来", "Taken over by {0} from {1}"), actor.name, data.from),
    ),
  "task.released": ({ data, actor }, names) =>
    text(names.node(data.nodeId), phrase(says("{0}放回", "Given back by {0}"), actor.name)),
  "task.approved": ({ data, actor }, names) =>
    text(
      phrase(says("{0}：{1}", "{0}: {1}"), names.node(data.nodeId), names.outcome(data.nodeId, data.outcome)),
      joined(
        phrase(says("{0}同意，{1}/{2}", "{0} agreed, {1} of {2}"), actor.name, data.given, data.needed),
        reasonText(data.reason),
      ),
    ),
  "task.decided": ({ data, actor }, names) =>
    text(
      phrase(says("{0}：{1}", "{0}: {1}"), names.node(data.nodeId), names.outcome(data.nodeId, data.outcome)),
      joined(
        data.batch === undefined || data.batch < 2
          ? phrase(says("{0}决定", "Decided by {0}"), actor.name)
          : phrase(says("{0}一次决定{1}单", "{0} decided {1} at once"), actor.name, data.batch),
        reasonText(data.reason),
      ),
    ),
  "task.escalated": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      phrase(says("到期没人处理，升级给{0}", "Nobody decided in time; passed on to {0}"), names.group(data.to)),
    ),
  "task.timed-out": ({ data }, names) => text(names.node(data.nodeId), says("到期没人处理", "Nobody decided in time")),
  "task.withdrawn": ({ data }, names) =>
    text(names.node(data.nodeId), says("不用再等人，任务收回", "No longer needed; the task is withdrawn")),
  "wait.started": ({ data }, names) => text(names.node(data.nodeId), waitForText(data, names)),
  "wait.ended": ({ data }, names) => text(names.node(data.nodeId), waitOverText(data, names)),
  "parallel.opened": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      phrase(
        says("分头走：{0}", "Side by side: {0}"),
        listed(data.branches.map((branch) => names.port(data.nodeId, branch))),
      ),
    ),
  "join.passed": ({ data }, names) =>
    text(
      names.node(data.nodeId),
      data.withdrawn.length === 0
        ? says("都到齐了", "All have arrived")
        : says("先到的算，其余收回", "The first one counts; the others are withdrawn"),
    ),
  "handler.started": ({ data }, names) =>
    text(
      names.handler(data.handlerId),
      phrase(says("来了「{0}」，流程着手应对", "“{0}” came; the workflow responds"), outsideEventText(data.event)),
    ),
  "event.emitted": ({ data }, names) =>
    text(names.node(data.nodeId), phrase(says("通知大家：{0}", "Told everybody: {0}"), outsideEventText(data.event))),
  "replan.skipped": ({ data }, names) => skippedText(names.node(data.nodeId), data.event),
  "order.joined": ({ data }) => joinedText(data.orders),
  "order.left": ({ data }) => leftText(data.orders),
  "subworkflow.started": ({ data }, names) =>
    text(names.node(data.nodeId), phrase(says("进入{0}", "Into {0}"), names.workflow(data.workflow))),
  "subworkflow.ended": ({ data }, names) => text(names.node(data.nodeId), endedText(data.outcome, data.together)),
  "incident.raised": (event, names) =>
    text(
      event.data.nodeId === undefined ? says("出了异常", "Incident") : names.node(event.data.nodeId),
      incidentSentence(event.data, names),
    ),
  "incident.resolved": ({ data, actor }, names) =>
    text(
      data.nodeId === undefined ? says("异常处理了", "Incident resolved") : names.node(data.nodeId),
      joined(
        phrase(
          says("{0}选择「{1}」", "{0} chose “{1}”"),
          actor.name,
          remedyWords[data.remedy] ?? names.port(data.nodeId ?? "", data.remedy),
        ),
        reasonText(data.reason),
      ),
    ),
  "incident.assigned": ({ data, actor }, names) =>
    text(
      names.node(data.nodeId),
      joined(
        phrase(
          says("{0}把异常交给{1}", "{0} handed the incident to {1}"),
          actor.name,
          data.group === undefined ? (data.person ?? "") : names.group(data.group),
        ),
        reasonText(data.reason),
      ),
    ),
  "instance.restarted": ({ data, actor }, names) =>
    text(
      phrase(says("从「{0}」重来", "Again from “{0}”"), names.node(data.nodeId)),
      joined(
        data.undone === 0
          ? phrase(says("{0}让它重来，已办的不撤", "{0} had it done again; what was done stands"), actor.name)
          : phrase(
              says("{0}让它重来，先撤回{1}件已办的事", "{0} had it done again; {1} taken back first"),
              actor.name,
              counted(data.undone, "thing", "things"),
            ),
        reasonText(data.reason),
      ),
    ),
  "instance.migrated": ({ data, actor }) =>
    text(
      phrase(says("改走第{0}版", "Goes on by version {0}"), data.to),
      joined(
        phrase(says("{0}把它从第{1}版移过来", "{0} moved it over from version {1}"), actor.name, data.from),
        reasonText(data.reason),
      ),
    ),
  "workflow.paused": ({ data }, names) =>
    text(phrase(says("「{0}」暂停接单", "“{0}” paused"), names.workflow(data.workflow)), reasonText(data.reason)),
  "workflow.resumed": ({ data }, names) =>
    text(
      phrase(says("「{0}」恢复接单", "“{0}” goes on"), names.workflow(data.workflow)),
      joined(phrase(says("等着的订单：{0}", "Orders that had waited: {0}"), data.waiting), reasonText(data.reason)),
    ),
  "definition.published": ({ data }) =>
    text(
      phrase(says("发布第 {0} 版", "Version {0} published"), data.version),
      data.note === "" ? undefined : says(data.note, data.note),
    ),
  "metric.line-changed": ({ data }, names) => text(lineTitle(data, names), lineSentence(data, names)),
  "draft.discarded": () => text(says("丢弃草稿", "Draft discarded")),
  "draft.restored": ({ data }) =>
    text(phrase(says("把第 {0} 版取回草稿", "Version {0} brought back as a draft"), data.version)),
  "compensation.started": ({ data }) =>
    text(
      says("开始撤回", "Undoing"),
      data.calls === 1
        ? says("撤回一件已办的事", "One thing that was done is taken back")
        : phrase(
            says("撤回{0}件已办的事，后办的先撤", "{0} things that were done are taken back, the last one first"),
            data.calls,
          ),
    ),
  "compensation.ended": ({ data }) =>
    text(says("撤回完毕", "Undone"), phrase(says("{0}件都撤了", "{0} taken back"), data.calls)),
};

/** What happened, in both languages, in the words of an order desk. */
export function describeEvent(event: OrderLoomEvent, context: EventContext): EventText {
  const told = telling[event.type] as Told<EventType>; // the registry is keyed by the event's own type
  const { title, sentence } = told(event, new Names(context));
  const said = explainEvent(event, context)?.sentence ?? sentence;
  const inItem = "inItem" in event.data ? event.data.inItem : undefined;
  const whole = inItem === undefined ? said : joined(itemWords(inItem), said);
  return whole === undefined ? text(title) : text(title, says(whole["zh-CN"], sentenceCase(whole.en)));
}
