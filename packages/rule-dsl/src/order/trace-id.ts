import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { channelPrefix } from "./channels.ts";

/** What follows one order through every system: its id, the channel's prefix, a hash of when it came (UTC ms). */
export function traceIdOf(orderId: string, channel: string, receivedAt: number): string {
  return `${orderId}-${channelPrefix(channel)}-${bytesToHex(sha256(utf8ToBytes(String(receivedAt)))).slice(0, 8)}`;
}
