import { type Logger as PinoLogger, pino } from "pino";

/** Structured lines on standard error, so that what `npm start` says to a person stays readable. Personal data never gets here (H10). */
export function createLogger(level: string): PinoLogger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
