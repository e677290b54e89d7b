import type { Logger as PinoLogger } from "pino";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import type { Clock } from "../ports/clock.ts";
import type { LogFields, Logger } from "../ports/logger.ts";
import type { MetricLabels, Metrics } from "../ports/metrics.ts";

/** The host's logger on pino. */
export function pinoLogger(pino: PinoLogger): Logger {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, fields?: LogFields): void => {
      pino[level](fields ?? {}, message);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The machine's clock, UTC milliseconds. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

export interface PrometheusMetrics extends Metrics {
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Prometheus text exposition; each name appears with its first use. */
export function prometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count: (name, by = 1, labels = {}) => {
      counterFor(counters, registry, name, labels).inc(labels, by);
    },
    observe: (name, value, labels = {}) => {
      histogramFor(histograms, registry, name, labels).observe(labels, value);
    },
    exposition: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

const described = (name: string): string => name.replaceAll("_", " ");

function counterFor(known: Map<string, Counter>, registry: Registry, name: string, labels: MetricLabels): Counter {
  const counter =
    known.get(name) ??
    new Counter({
      name: `orderloom_${name}`,
      help: described(name),
      labelNames: Object.keys(labels),
      registers: [registry],
    });
  known.set(name, counter);
  return counter;
}

/** Milliseconds and batch sizes alike. */
const buckets = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

function histogramFor(
  known: Map<string, Histogram>,
  registry: Registry,
  name: string,
  labels: MetricLabels,
): Histogram {
  const histogram =
    known.get(name) ??
    new Histogram({
      name: `orderloom_${name}`,
      help: described(name),
      labelNames: Object.keys(labels),
      buckets,
      registers: [registry],
    });
  known.set(name, histogram);
  return histogram;
}
