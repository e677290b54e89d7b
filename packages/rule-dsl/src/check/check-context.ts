import type { ActionManifest } from "../schema/connector.ts";
import type { Definition, DefinitionKind } from "../schema/definition.ts";

/** What a check may look up. A lookup that is left out is not checked against; one that finds nothing is a finding. */
export interface CheckContext {
  readonly definition?: (kind: DefinitionKind, id: string) => Definition | undefined;
  /** Everything that may read what the definition gives. */
  readonly all?: () => readonly Definition[];
  readonly action?: (connector: string, action: string) => ActionManifest | undefined;
  readonly connector?: (connector: string) => boolean;
  /** The organisation's stages (S4). */
  readonly stages?: readonly string[];
  readonly calendars?: readonly string[];
}
