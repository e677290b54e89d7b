import { useTranslation } from "react-i18next";
import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { fieldsOf } from "../../document/json.ts";
import { changedVars } from "../../document/trial/trial-steps.ts";
import type { TrialSession } from "./use-trial.ts";

const MOST_CHARACTERS = 60;

/** The variables at the step shown, those first that the step before did not have like this. */
export function TrialVariables({ session }: { session: TrialSession }) {
  const { t } = useTranslation();
  const { steps, shown } = session;
  const vars = leavesOf(steps[shown - 1]?.vars ?? {});
  const before = leavesOf(steps[shown - 2]?.vars ?? {});
  const changed = changedVars(before, vars);
  const names = Object.keys(vars).sort((one, other) => Number(changed.has(other)) - Number(changed.has(one)));
  return (
    <section className="simulate-part simulate-vars" aria-label={t("simulate.variables")}>
      <header className="simulate-head">
        <h2>{t("simulate.variables")}</h2>
        {names.length > 0 && <span className="quiet">{t("simulate.changed", { count: changed.size })}</span>}
      </header>
      {names.length === 0 && <p className="quiet">{t("simulate.noVariables")}</p>}
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt className="mono">{`vars.${name}`}</dt>
            <dd className={changed.has(name) ? "mono simulate-changed" : "mono"} title={JSON.stringify(vars[name])}>
              {shorten(JSON.stringify(vars[name]))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const shorten = (text = ""): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);

/** `reservation.warehouse` and its kind, one entry a value; lists stay whole. */
function leavesOf(value: JsonObject, prefix = ""): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
      const path = prefix === "" ? name : `${prefix}.${name}`;
      if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return [[path, inner]];
      return Object.entries(leavesOf(fieldsOf(inner), path));
    }),
  );
}
