import { openStream } from "./event-stream.ts";
import { callHeaders } from "./http.ts";

/** Events of a burst are answered by one fetch. */
const GATHER_MS = 250;

/** Calls `onChange` soon after something happened to the order, and after a break in which it may have. */
export function listenToOrder(orderId: string, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let broke = false;
  const gather = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, GATHER_MS);
  };
  const close = openStream(`/v1/events?order=${encodeURIComponent(orderId)}`, {
    headers: callHeaders,
    onOpen: () => {
      if (broke) gather();
      broke = false;
    },
    onEvent: gather,
    onBreak: () => {
      broke = true;
    },
  });
  return () => {
    clearTimeout(timer);
    close();
  };
}
