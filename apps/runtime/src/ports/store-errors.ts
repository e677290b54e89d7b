import { type BothLanguages, type Code, type CodeData, textOf } from "@orderloom/rule-dsl";

/** The store cannot do its work. `text` is one sentence that says what to do; nothing was written. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly code: Code;
  readonly data: CodeData;
  readonly text: BothLanguages;

  constructor(code: Code, data: CodeData = {}, cause?: unknown) {
    const text = textOf(code, data);
    super(text.en, { cause });
    this.code = code;
    this.data = data;
    this.text = text;
  }
}

/** Disk full, read-only, or gone: it may work later. */
export class StoreUnavailableError extends StoreError {
  override readonly name = "StoreUnavailableError";
  /** What is in the way, without what it means for whoever asked. */
  readonly reason: BothLanguages;

  constructor(reason: string | BothLanguages, cause?: unknown) {
    super("store-unavailable", { reason }, cause);
    this.reason = typeof reason === "string" ? { "zh-CN": reason, en: reason } : reason;
  }
}

/** Another process owns the data (S29). */
export class SecondOwnerError extends StoreError {
  override readonly name = "SecondOwnerError";
  /** Its folder, or its address without user and password. */
  constructor(place: string) {
    super("data-owned", { folder: place });
  }
}

/** The data was written by a newer release. */
export class NewerDataError extends StoreError {
  override readonly name = "NewerDataError";
  constructor(given: number, known: number) {
    super("data-newer", { given, known });
  }
}

/** Another process took the data over: this one must not write any more (H5). */
export class FencedError extends StoreError {
  override readonly name = "FencedError";
  constructor() {
    super("data-taken-over");
  }
}
