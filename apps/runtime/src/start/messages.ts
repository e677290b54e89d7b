import type { BothLanguages, Language } from "@orderloom/rule-dsl";

/** What `npm start` says, in the language of whoever started it. */
export type Say = (text: BothLanguages) => void;

export function sayTo(stream: { write(text: string): unknown }, language: Language): Say {
  return (text) => {
    stream.write(`${text[language]}\n`);
  };
}

const says = (zh: string, en: string): BothLanguages => ({ "zh-CN": zh, en });

export const messages = {
  opening: (folder: string) => says(`织单正在打开数据：${folder}`, `OrderLoom is opening its data in ${folder}`),
  demoOffered: () =>
    says(
      "这里还没有订单。打开页面，可以装入演示店铺。",
      "There are no orders yet. The page offers to load a demo shop.",
    ),
  demoLoading: () => says("正在装入演示店铺的一天订单……", "Loading a day of orders of the demo shop…"),
  demoLoaded: (orders: number) =>
    says(
      `演示店铺装好了：${String(orders)} 单，之后每分钟还会来几单。`,
      `The demo shop is loaded: ${String(orders)} orders, and a few more each minute.`,
    ),
  demoRunning: () => says("演示店铺开着，每分钟会来几单。", "The demo shop is open: a few orders arrive each minute."),
  ready: (url: string, seconds: string) =>
    says(
      `好了，用了 ${seconds} 秒。打开 ${url} 看订单，${url}/docs 看接口。按 Ctrl+C 停下。`,
      `Ready in ${seconds} s. Open ${url} for the orders, ${url}/docs for the API. Ctrl+C stops it.`,
    ),
  stopping: () => says("正在停下，先把手上的办完……", "Stopping: finishing what is under way…"),
  stopped: () => says("停好了，什么都没丢。", "Stopped; nothing was lost."),
  portBusy: (host: string, port: number) =>
    says(
      `端口 ${host}:${String(port)} 被别的程序占用。关掉它，或用 ORDERLOOM_PORT=0 换一个空的。`,
      `Port ${host}:${String(port)} is taken by another program. Stop that one, or use ORDERLOOM_PORT=0 for a free port.`,
    ),
  cannotListen: (reason: string) => says(`打不开端口：${reason}。`, `The port cannot be opened: ${reason}.`),
  dataUnusable: (folder: string, reason: BothLanguages) =>
    says(
      `数据目录 ${folder} 用不了：${reason["zh-CN"]}。修好它，或用 ORDERLOOM_DATA 换一个目录。`,
      `The data folder ${folder} cannot be used: ${reason.en}. Mend it, or choose another with ORDERLOOM_DATA.`,
    ),
  databaseUnusable: (place: string, reason: BothLanguages) =>
    says(
      `${place} 用不了：${reason["zh-CN"]}。修好它，或检查 MONGODB_URI。`,
      `${place} cannot be used: ${reason.en}. Mend it, or look at MONGODB_URI.`,
    ),
  backupUsage: () =>
    says(
      "要写上文件名，例如：npm run backup -- orders.backup",
      "Name a file, for example: npm run backup -- orders.backup",
    ),
  backupOfMongo: () =>
    says(
      "数据在 MongoDB 里，请用 mongodump，见 docs/operations.md。",
      "The data lies in MongoDB: use mongodump, as docs/operations.md says.",
    ),
  backupFailed: (reason: BothLanguages) =>
    says(`没有做成：${reason["zh-CN"]}。什么都没改。`, `Not done: ${reason.en}. Nothing was changed.`),
  backedUp: (file: string) => says(`备份好了：${file}`, `Backed up into ${file}`),
  restored: (folder: string) =>
    says(
      `恢复好了，数据在 ${folder}。新单号会跳过备份之后可能发过的号。`,
      `Restored into ${folder}. New order numbers pass over those that may have been given since the backup.`,
    ),
  markedRestored: () =>
    says(
      "记下了：数据是恢复的。新单号会跳过备份之后可能发过的号，现在可以启动。",
      "Noted that the data was restored: new order numbers pass over those that may have been given since. It can be started now.",
    ),
  broken: (reason: string) => says(`没能启动：${reason}`, `It could not start: ${reason}`),
} as const;
