import { type Actor, check, type Definition, type Diagnostic } from "@orderloom/rule-dsl";
import { checkContext, type CheckParts } from "./change-set.ts";
import type { Refused } from "./commands.ts";
import type { DraftParts, Drafts } from "./drafts.ts";
import { refuse } from "./refuse.ts";

/** What taking a definition over from elsewhere would do, or did. */
export interface ImportedDefinition {
  readonly definition: Definition;
  /** What there is of that id already. */
  readonly existing?: "draft" | "live";
  /** What `check` says of it, beside the others that come with it. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportHow {
  /** Only tells; saves nothing. */
  readonly dryRun: boolean;
  /** Drafts that are there are written over, and what is live gets a draft. Without it such an id is refused. */
  readonly replace: boolean;
}

export interface ImportCommands {
  importDefinitions(
    definitions: readonly Definition[],
    how: ImportHow,
    actor: Actor,
  ): Promise<{ readonly kind: "imported"; readonly items: readonly ImportedDefinition[] } | Refused>;
}

export interface ImportParts extends DraftParts {
  readonly drafts: Drafts;
  readonly checkParts: () => Promise<CheckParts>;
}

export function createImportCommands(parts: ImportParts): ImportCommands {
  const { drafts, catalogue, checkParts } = parts;
  const existingOf = async ({ kind, id }: Definition): Promise<ImportedDefinition["existing"]> => {
    if ("definition" in (await drafts.read(kind, id))) return "draft";
    return catalogue.versions(kind, id).length > 0 ? "live" : undefined;
  };
  return {
    importDefinitions: async (definitions, { dryRun, replace }, actor) => {
      const context = checkContext(await checkParts(), definitions);
      const items: ImportedDefinition[] = [];
      for (const definition of definitions) {
        const existing = await existingOf(definition);
        const diagnostics = check(definition, context);
        items.push({ definition, ...(existing && { existing }), diagnostics });
      }
      if (dryRun) return { kind: "imported", items };
      const taken = items.find(({ existing }) => existing !== undefined);
      if (taken && !replace) {
        const { kind, id } = taken.definition;
        return refuse(409, "import-exists", { kind, id });
      }
      for (const { definition } of items) {
        const { kind, id } = definition;
        const draft = await drafts.read(kind, id);
        const saved = await drafts.save(definition, "definition" in draft ? draft.etag : undefined, actor);
        if ("code" in saved) return saved;
      }
      return { kind: "imported", items };
    },
  };
}
