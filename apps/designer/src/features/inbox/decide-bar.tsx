import { Button, Input, type InputRef, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "@orderloom/api-contract";
import { formatCount } from "../../shared/format/number.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useUsualReasons } from "./usual-reasons.ts";

export type Outcome = TaskRow["outcomes"][number];

interface DecideBarProps {
  /** Where in the workflow, for the reasons that were given there before. */
  readonly place: string;
  readonly outcomes: readonly Outcome[];
  /** How many a press decides; one is the task that is looked at. */
  readonly count: number;
  readonly isBusy: boolean;
  readonly isPhone: boolean;
  readonly reason: string;
  readonly reasonBox: React.RefObject<InputRef | null>;
  readonly onReason: (reason: string) => void;
  readonly onDecide: (outcome: Outcome) => void;
}

/** The reason, the usual ones, and a button for each outcome; on a phone at the thumb. */
export function DecideBar(props: DecideBarProps) {
  const { place, outcomes, count, isBusy, isPhone, reason, reasonBox, onReason, onDecide } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const usual = useUsualReasons(place);
  const label = (outcome: Outcome) =>
    count > 1
      ? t("inbox.decideMany", { outcome: format.text(outcome.name), shown: formatCount(count) })
      : t("inbox.decideOne", { outcome: format.text(outcome.name) });
  return (
    <div className="decide-bar" role="group" aria-label={t("inbox.decide")}>
      <div className="decide-line">
        <Input
          ref={reasonBox}
          size={isPhone ? "large" : "middle"}
          value={reason}
          maxLength={500}
          aria-label={t("action.reasonOptional")}
          placeholder={t("action.reasonOptional")}
          onChange={(event) => onReason(event.target.value)}
        />
        <div className="decide-buttons">
          {outcomes.toReversed().map((outcome) => (
            <Button
              key={outcome.id}
              size={isPhone ? "large" : "middle"}
              type={outcome === outcomes[0] ? "primary" : "default"}
              className={outcome === outcomes[0] ? "decide-first" : ""}
              data-outcome={outcome.id}
              disabled={count === 0 || isBusy}
              onClick={() => onDecide(outcome)}
            >
              {label(outcome)}
            </Button>
          ))}
        </div>
      </div>
      {isPhone ? (
        usual.length > 0 && (
          <Select
            size="large"
            className="decide-usual-select"
            aria-label={t("inbox.usual")}
            placeholder={t("inbox.usual")}
            value={null}
            options={usual.map((text) => ({ value: text, label: text }))}
            onChange={(text: string | null) => onReason(text ?? "")}
          />
        )
      ) : (
        <div className="decide-usual">
          {usual.length > 0 && <span className="quiet">{t("inbox.usual")}</span>}
          {usual.map((text) => (
            <button key={text} type="button" className="usual-reason" onClick={() => onReason(text)}>
              {text}
            </button>
          ))}
          <Keys outcomes={outcomes} />
        </div>
      )}
    </div>
  );
}

function Keys({ outcomes }: { outcomes: readonly Outcome[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first, second] = outcomes;
  const keys = [
    ...(first === undefined ? [] : [[["A"], format.text(first.name)] as const]),
    ...(second === undefined ? [] : [[["R"], format.text(second.name)] as const]),
    [["X"], t("inbox.key.select")] as const,
    [["J", "K"], t("inbox.key.move")] as const,
    [["?"], t("inbox.key.help")] as const,
  ];
  return (
    <span className="decide-keys">
      {keys.map(([names, does]) => (
        <span key={names.join()}>
          {names.map((name) => (
            <kbd key={name}>{name}</kbd>
          ))}
          {does}
        </span>
      ))}
    </span>
  );
}
