import mongoose from "mongoose";
import { StoreError, StoreUnavailableError } from "../../ports/store-errors.ts";

const { mongo } = mongoose;

const DUPLICATE_KEY = 11000;

const reasons = {
  unreachable: { "zh-CN": "连不上 MongoDB", en: "MongoDB cannot be reached" },
  login: { "zh-CN": "MongoDB 不接受这个用户名或密码", en: "MongoDB does not accept this user name or password" },
  rights: { "zh-CN": "这个用户没有读写权限", en: "this user may not read and write there" },
  tooOld: { "zh-CN": "MongoDB 太旧，至少要 4.4 版", en: "this MongoDB is too old; 4.4 is the least" },
  diskFull: { "zh-CN": "MongoDB 的磁盘满了", en: "the disk of MongoDB is full" },
  noPrimary: { "zh-CN": "MongoDB 正在切换主节点", en: "MongoDB is choosing a new primary" },
  address: { "zh-CN": "地址写得不对", en: "the address is not one of MongoDB" },
} as const;
type Reason = keyof typeof reasons;

/** By code (https://www.mongodb.com/docs/manual/reference/error-codes/); those of a server that steps down or starts are all `noPrimary`. */
const byCode: Readonly<Record<number, Reason>> = {
  18: "login",
  8000: "login",
  13: "rights",
  14031: "diskFull",
  ...Object.fromEntries(
    [64, 91, 189, 10058, 10107, 11600, 11602, 13435, 13436].map((code) => [code, "noPrimary"] as const),
  ),
};

/** Errors of the driver by what they say of the way to the server; any other is a mistake of ours. */
const ofTheWay = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoNotConnectedError,
  mongo.MongoServerClosedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoClientClosedError,
  mongo.MongoStalePrimaryError,
  mongo.MongoOperationTimeoutError,
  mongoose.Error.MongooseServerSelectionError,
];
const ofThePool = new Set(["WaitQueueTimeoutError", "MongoPoolClosedError"]);

/** Troubles of the server and the way to it become errors a caller can act on; anything else is a mistake of ours and stays what it is. */
export function asStoreError(thrown: unknown): unknown {
  if (thrown instanceof StoreError) return thrown;
  const reason = reasonOf(thrown);
  return reason === undefined ? thrown : new StoreUnavailableError(reasons[reason], thrown);
}

/** The same for the first connection, where the address itself may be at fault. */
export function asConnectError(thrown: unknown): unknown {
  const kinds = [mongo.MongoParseError, mongo.MongoInvalidArgumentError, mongo.MongoRuntimeError];
  return kinds.some((kind) => thrown instanceof kind)
    ? new StoreUnavailableError(reasons.address, thrown)
    : asStoreError(thrown);
}

function reasonOf(thrown: unknown): Reason | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown instanceof mongo.MongoCompatibilityError || isTooOld(thrown)) return "tooOld";
  if (thrown instanceof mongo.MongoServerError) return reasonOfServer(thrown);
  return ofTheWay.some((kind) => thrown instanceof kind) || ofThePool.has(thrown.name) ? "unreachable" : undefined;
}

function reasonOfServer(thrown: mongoose.mongo.MongoServerError): Reason | undefined {
  const known = typeof thrown.code === "number" ? byCode[thrown.code] : undefined;
  if (known !== undefined) return known;
  if (thrown instanceof mongo.MongoWriteConcernError || thrown.hasErrorLabel("RetryableWriteError")) return "noPrimary";
  // A bulk write wraps what befell it on the way, without a code.
  return thrown instanceof mongo.MongoBulkWriteError && thrown.code === undefined ? "unreachable" : undefined;
}

/** What selecting a server found out about those it knows. */
function isTooOld(thrown: Error): boolean {
  const found = "reason" in thrown ? thrown.reason : undefined;
  return (
    typeof found === "object" &&
    found !== null &&
    "compatibilityError" in found &&
    typeof found.compatibilityError === "string"
  );
}

/** It may work later, when the server is back. */
export function isUnavailable(thrown: unknown): boolean {
  return asStoreError(thrown) instanceof StoreUnavailableError;
}

/** There is one of that key already; of many writes, some. */
export function isDuplicate(thrown: unknown): boolean {
  return thrown instanceof mongo.MongoServerError && thrown.code === DUPLICATE_KEY;
}
