import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address, OrderInput } from "../schema/order.ts";
import { isWholePhone, normalisePhone } from "./normalise.ts";

/** What recognises a customer again across channels. Only hashes leave this file: the values are personal (H10). */
interface Marks {
  readonly phone: string | undefined;
  readonly address: string;
  readonly device: string | undefined;
}

/** Two of three marks (S13): one pair in common makes a candidate, all three the same customer. */
export interface PairKeys {
  readonly phoneAddress?: string;
  readonly phoneDevice?: string;
  readonly addressDevice?: string;
}

type Ordering = Pick<OrderInput, "channel" | "customer" | "shipTo">;

/**
 * The customer's fingerprint: phone, address and device together, 32 hex digits of SHA-256. Where the channel masks
 * phone numbers its buyer token stands in. `salt` is the organisation's, so that phone numbers cannot be guessed back.
 */
export function identityOf(order: Ordering, salt = ""): string {
  const { phone, address, device } = marksOf(order);
  return hash(salt, [phone ?? "", address, device ?? ""]);
}

export function pairKeysOf(order: Ordering, salt = ""): PairKeys {
  const { phone, address, device } = marksOf(order);
  return {
    ...(phone !== undefined && { phoneAddress: hash(salt, ["phone+address", phone, address]) }),
    ...(phone !== undefined && device !== undefined && { phoneDevice: hash(salt, ["phone+device", phone, device]) }),
    ...(device !== undefined && { addressDevice: hash(salt, ["address+device", address, device]) }),
  };
}

function marksOf({ channel, customer, shipTo }: Ordering): Marks {
  const phones = [customer.phone, shipTo.phone].filter((phone) => phone !== undefined).map(normalisePhone);
  const token = customer.buyerToken === undefined ? undefined : `${channel}:${customer.buyerToken}`;
  return {
    phone: phones.find(isWholePhone) ?? token,
    address: plainAddress(shipTo),
    device: customer.deviceId === "" ? undefined : customer.deviceId,
  };
}

/** The address without what people write differently each time: spaces, punctuation, width and case of letters. */
function plainAddress({ country, province = "", city = "", district = "", street }: Address): string {
  const region = `${province.replace(/(省|市)$/, "")}|${city.replace(/市$/, "")}|${district}`;
  return `${country}|${region}|${street}`
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s.,，。、;:#\-_/（）()]/g, "");
}

function hash(salt: string, parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes([salt, ...parts].join("\u0000")))).slice(0, 32);
}
