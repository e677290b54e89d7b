import { randomBytes } from "node:crypto";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";

const SALT_KEY = "identity-salt";

/** The organisation's own salt of customer fingerprints: made once, kept beside its settings, so that phone numbers cannot be guessed back. */
export async function identitySalt(store: DefinitionStore, scope: Scope): Promise<string> {
  const known = await store.setting(scope, SALT_KEY);
  if (typeof known?.value === "string") return known.value;
  const value = randomBytes(16).toString("base64url");
  await store.saveSetting(scope, SALT_KEY, { value, etag: "once" }, undefined);
  return identitySalt(store, scope);
}
