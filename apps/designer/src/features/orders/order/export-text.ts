import type { OrderDetail, Timeline, TimelineEntry } from "@orderloom/api-contract";
import { formatMoney } from "../../../shared/format/money.ts";
import type { Format } from "../../../shared/format/use-format.ts";

/** Words that the runtime does not bring along. */
export interface ExportWords {
  readonly title: string;
  readonly exported: string;
  readonly why: string;
  readonly whyNot: string;
  readonly ledger: string;
  readonly tasks: string;
  readonly amendments: string;
}

/** The order's history as Markdown, for a mail or a file: the same sentences as on the page, personal values masked as there (H10). */
export function explanationText(detail: OrderDetail, timeline: Timeline, format: Format, words: ExportWords): string {
  const { row } = detail;
  const head = [
    `# ${words.title} ${row.id}`,
    "",
    `${row.shortNumber} · ${row.channelOrderId} · ${row.customer} · ${formatMoney(row.total)}`,
    words.exported,
    "",
  ];
  const entries = timeline.entries.flatMap((entry) => entryLines(entry, format, words));
  const ledger = detail.ledger.map((line) => {
    const said = [format.text(line.connectorName), format.text(line.actionName), line.said].filter(isPresent).join(" ");
    const answer = line.answer === undefined ? line.state : format.text(line.answer);
    return `- ${format.instant(line.at)} ${said}: ${answer}`;
  });
  const tasks = detail.tasks.flatMap((task) =>
    task.approvals.map(({ by, outcome, at, reason }) =>
      [`- ${format.instant(at)} ${format.text(task.name)}: ${format.text(outcome)}, ${by}`, reason]
        .filter(isPresent)
        .join(", "),
    ),
  );
  const amendments = detail.amendments.map(
    (line) => `- ${format.instant(line.at)} ${format.text(line.text)}, ${line.by}`,
  );
  return [
    ...head,
    ...entries,
    ...part(words.ledger, ledger),
    ...part(words.tasks, tasks),
    ...part(words.amendments, amendments),
    "",
  ].join("\n");
}

const isPresent = (text: string | undefined): text is string => text !== undefined && text !== "";

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
}

function entryLines(entry: TimelineEntry, format: Format, words: ExportWords): string[] {
  const sentence = entry.sentence === undefined ? [] : [`  ${format.text(entry.sentence)}`];
  const reasons = (lines: TimelineEntry["why"], title: string) =>
    lines.length === 0
      ? []
      : [
          `  - ${title}`,
          ...lines.map(({ held, text, distance }) => {
            const told = distance === undefined ? "" : ` (${format.text(distance)})`;
            return `    - ${held ? "✓" : "✗"} ${format.text(text)}${told}`;
          }),
        ];
  return [
    `- **${format.instant(entry.at)}** ${format.text(entry.title)}`,
    ...sentence,
    ...reasons(entry.why, words.why),
    ...reasons(entry.whyNot, words.whyNot),
  ];
}
