/**
 * What stands between a body and the disk (S36). Adapters call it where they write and read, so that encryption comes in one place.
 * `open(seal(text)) === text`.
 */
export interface Seal {
  seal(organisationId: string, text: string): string | Uint8Array;
  open(organisationId: string, sealed: string | Uint8Array): string;
}

/** Nothing is encrypted yet. */
export const plainSeal: Seal = {
  seal: (_organisationId, text) => text,
  open: (_organisationId, sealed) => (typeof sealed === "string" ? sealed : Buffer.from(sealed).toString("utf8")),
};
