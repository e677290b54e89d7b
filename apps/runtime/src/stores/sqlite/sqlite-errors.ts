import { StoreError, StoreUnavailableError } from "../../ports/store-errors.ts";

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const reasons: Readonly<Record<number, { readonly "zh-CN": string; readonly en: string }>> = {
  5: { "zh-CN": "文件被别的程序锁住", en: "another program has locked the file" },
  8: { "zh-CN": "磁盘只读", en: "the disk is read-only" },
  10: { "zh-CN": "磁盘读写出错", en: "the disk failed" },
  11: { "zh-CN": "数据文件损坏", en: "the data file is damaged" },
  13: { "zh-CN": "磁盘满了", en: "the disk is full" },
  14: { "zh-CN": "数据文件打不开", en: "the data file cannot be opened" },
  26: { "zh-CN": "数据文件不是 OrderLoom 写的", en: "the data file was not written by OrderLoom" },
};
const notAFolder = { "zh-CN": "那里是一个文件，不是目录", en: "a file stands where the folder should be" };

/** The primary result code of an error that SQLite threw. */
function resultCodeOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown) || typeof thrown.errcode !== "number") return undefined;
  return thrown.errcode & 0xff;
}

export function isBusy(thrown: unknown): boolean {
  return resultCodeOf(thrown) === BUSY;
}

/** Troubles of the disk become errors a caller can act on; anything else is a mistake of ours and stays what it is. */
export function asStoreError(thrown: unknown): unknown {
  if (thrown instanceof StoreError) return thrown;
  const code = resultCodeOf(thrown);
  const reason = code === undefined ? undefined : reasons[code];
  return reason ? new StoreUnavailableError(reason, thrown) : thrown;
}

/** For what the file system says before SQLite is asked. */
export function asFolderError(thrown: unknown): unknown {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  if (code === "EEXIST" || code === "ENOTDIR") return new StoreUnavailableError(notAFolder, thrown);
  const number = code === "ENOSPC" ? 13 : code === "EROFS" || code === "EACCES" || code === "EPERM" ? 8 : 14;
  return new StoreUnavailableError(reasons[number] ?? String(thrown), thrown);
}
