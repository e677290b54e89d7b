import { mapTexts, type TextChanges } from "../schema/map-texts.ts";

/** Every text in Unicode form C and without white space around it, so that what looks the same is the same. */
export function normaliseTexts(value: unknown): unknown {
  return mapTexts(value, changes);
}

/** ASCII without white space around it is as it should be, and is most of what comes. */
const isPlain = /^[!-~](?:[ -~]*[!-~])?$/;
const changes: TextChanges = {
  text: (text: string): string => (isPlain.test(text) ? text : text.normalize("NFC").trim()),
  // The schema takes ASCII names alone.
  name: (name) => name,
};

/** Digits only, mainland numbers without their 86. A number that a channel has masked stays as it came. */
export function normalisePhone(phone: string): string {
  const plain = phone.normalize("NFKC").replaceAll(/[\s\-().·]/g, "");
  const mainland = /^(?:\+?86|0086)(1\d{10})$/.exec(plain);
  return mainland?.[1] ?? plain;
}

/** A number that a person can be recognised by: channels mask them, 138****6021, or give a virtual one. */
export function isWholePhone(phone: string): boolean {
  return /^\+?\d{6,15}$/.test(phone);
}
