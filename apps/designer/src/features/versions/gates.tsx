import type { TFunction } from "i18next";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { DiagnosticLine, PublishGate, PublishPreview } from "@orderloom/api-contract";
import { changeCases } from "../../api/cases.ts";
import { withResults } from "../../document/trial/accept-result.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ErrorLine } from "../../shared/ui/failure.tsx";
import type { IconName } from "../../shared/icons/paths.ts";

type Look = "passed" | "warned" | "failed" | "skipped";
const icons: Readonly<Record<Look, IconName>> = { passed: "check", warned: "alert", failed: "cross", skipped: "more" };

/** Every gate with what it found: nothing goes live while one of them is closed. */
export function Gates({ preview, onAccepted }: { readonly preview: PublishPreview; readonly onAccepted: () => void }) {
  const { t } = useTranslation();
  return (
    <ul>
      {preview.gates.map((gate) => (
        <Gate key={gate.id} gate={gate} onAccepted={onAccepted} />
      ))}
      {preview.overlaps.length > 0 && (
        <li className="gate gate-warned">
          <Icon name="alert" size={14} />
          <p>
            <b>{t("versions.overlap")}</b>
          </p>
          <Findings lines={preview.overlaps} />
        </li>
      )}
    </ul>
  );
}

function lookOf({ state, diagnostics, ran }: PublishGate): Look {
  if (state !== "passed") return state;
  // Nothing to look at is not the same as looked at.
  if (ran === 0) return "skipped";
  return diagnostics.some(({ severity }) => severity === "warning") ? "warned" : "passed";
}

function Gate({ gate, onAccepted }: { readonly gate: PublishGate; readonly onAccepted: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const look = lookOf(gate);
  const failing = (gate.cases ?? []).filter(({ passed }) => !passed);
  return (
    <li className={`gate gate-${look}`}>
      <Icon name={icons[look]} size={14} />
      <p>
        <b>{t(`versions.gate.${gate.id}`)}</b>{" "}
        <span className="quiet">
          {gate.state === "skipped"
            ? t("versions.gateSkipped")
            : gate.ran === 0
              ? t("versions.gateEmpty")
              : t(`versions.gateRan.${gate.id}`, { count: gate.ran })}
        </span>
      </p>
      <Findings lines={gate.diagnostics} />
      {failing.length > 0 && (
        <ul>
          {failing.map((one) => (
            <li key={`${one.kind}/${one.id}/${one.case}`}>
              <b>{format.text(one.name)}</b>{" "}
              {one.wasFailing === true && <span className="quiet">{t("versions.wasFailing")} </span>}
              {one.differences.map(({ part, expected, actual }) => (
                <span key={part}>
                  {t("versions.caseDiffers", {
                    part: partName(t, part),
                    expected: short(expected),
                    actual: short(actual),
                  })}{" "}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {failing.some(({ wasFailing }) => wasFailing !== true) && <Accept failing={failing} onAccepted={onAccepted} />}
    </li>
  );
}

type CaseRun = NonNullable<PublishGate["cases"]>[number];

/** What comes out now is what was meant: the cases expect it from now on, and whoever looks at them later sees who said so. */
function Accept({ failing, onAccepted }: { readonly failing: readonly CaseRun[]; readonly onAccepted: () => void }) {
  const { t } = useTranslation();
  const accepting = useMutation({
    mutationFn: async () => {
      const byDefinition = Map.groupBy(failing, ({ kind, id }) => `${kind}/${id}`);
      for (const runs of byDefinition.values()) {
        const [first] = runs;
        if (first === undefined) continue;
        const results = new Map(runs.map((run) => [run.case, run.differences]));
        await changeCases(first, (cases) => withResults(cases, results));
      }
    },
    onSettled: onAccepted,
  });
  return (
    <div className="gate-accept">
      <p className="quiet">{t("versions.acceptHint")}</p>
      <Button size="small" loading={accepting.isPending} onClick={() => accepting.mutate()}>
        {t("versions.accept", { count: failing.length })}
      </Button>
      {accepting.error !== null && <ErrorLine error={accepting.error} />}
    </div>
  );
}

type Translate = TFunction;
const parts = ["outcome", "status", "path", "never", "calls", "incident", "value", "count", "because"] as const;

function partName(t: Translate, part: string): string {
  const known = parts.find((one) => one === part);
  return known === undefined ? part : t(`versions.casePart.${known}`);
}

const MOST_CHARACTERS = 120;
function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function Findings({ lines }: { lines: readonly DiagnosticLine[] }) {
  const format = useFormat();
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line, index) => (
        <li key={index}>
          {format.text(line.message)} <span className="quiet mono">{line.path}</span>
        </li>
      ))}
    </ul>
  );
}
