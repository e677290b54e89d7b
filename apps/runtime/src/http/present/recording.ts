import type { Recording } from "@orderloom/api-contract";
import { isPersonal, type JsonValue } from "@orderloom/rule-dsl";
import type { RecordedLife } from "../../host/recording-query.ts";
import { shapeOf } from "./mask-shape.ts";

/** A recording as it leaves the house: personal values of the order are masked wherever they turn up, in the same shape. */
export function recordingAnswer({ recording, ...end }: RecordedLife): Recording {
  const { order, ...rest } = recording;
  const whole = { orderId: order.id, ...end, ...rest, order };
  const masks = new Masks();
  masks.gather(order, "order");
  // Amendments have the order's own fields under its own names.
  for (const { event } of recording.steps) if (event?.data) masks.gather(event.data, "order");
  const masked: string[] = [];
  // A recording is JSON through and through, and masking texts changes no shape.
  const shown = masks.apply(whole as unknown as JsonValue, "", masked) as unknown as Omit<Recording, "masked">;
  return { ...shown, masked };
}

/** A shorter value is masked only where it stands alone: two letters are part of many words. */
const SHORTEST_PART = 4;

/** Personal texts of one order, and what is shown in their place. */
class Masks {
  readonly #shown = new Map<string, string>();

  gather(value: JsonValue | undefined, path: string): void {
    if (typeof value === "string") {
      if (value !== "" && isPersonal(path) && !this.#shown.has(value)) this.#shown.set(value, shapeOf(path, value));
    } else if (Array.isArray(value)) {
      for (const item of value as readonly JsonValue[]) this.gather(item, path);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) this.gather(inner, `${path}.${name}`);
    }
  }

  apply(value: JsonValue, pointer: string, masked: string[]): JsonValue {
    if (typeof value === "string") {
      const shown = this.#maskedText(value);
      if (shown !== value) masked.push(pointer);
      return shown;
    }
    if (Array.isArray(value))
      return (value as readonly JsonValue[]).map((item, index) => this.apply(item, `${pointer}/${index}`, masked));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]: [string, JsonValue]) => [
        name,
        this.apply(inner, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, masked),
      ]),
    );
  }

  #maskedText(text: string): string {
    const whole = this.#shown.get(text);
    if (whole !== undefined) return whole;
    let shown = text;
    for (const [secret, mask] of this.#shown) if (isDistinct(secret)) shown = shown.replaceAll(secret, mask);
    return shown;
  }
}

function isDistinct(secret: string): boolean {
  return secret.length >= SHORTEST_PART || (secret.length >= 2 && !/^[\x20-\x7e]*$/.test(secret));
}
