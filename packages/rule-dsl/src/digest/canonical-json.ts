import canonicalize from "canonicalize";
import { mapTexts } from "../schema/map-texts.ts";

const inFormC = (text: string): string => text.normalize("NFC");

/** RFC 8785 over texts in Unicode form C (S25): the same content gives the same text, whatever order it was written in. */
export function canonicalJson(value: unknown): string {
  return canonicalize(mapTexts(value, { text: inFormC, name: inFormC })) ?? "null";
}
