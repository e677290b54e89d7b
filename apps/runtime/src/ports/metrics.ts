export type MetricLabels = Readonly<Record<string, string>>;

/** Counters and distributions of the host itself. Names are snake case with their unit last, as Prometheus has it. */
export interface Metrics {
  count(name: string, by?: number, labels?: MetricLabels): void;
  observe(name: string, value: number, labels?: MetricLabels): void;
}
