import { UnreadableAnswerError } from "../faults.ts";

/** The body as text, given up as soon as it grows past `limitBytes`. */
export async function readLimited(response: Response, limitBytes: number): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let seen = 0;
  // undici's stream gives bytes; its type leaves that open.
  const chunks: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of chunks) {
    seen += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (seen > limitBytes) throw new UnreadableAnswerError(`the answer is longer than ${limitBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
