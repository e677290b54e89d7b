import { type FakeOptions, type FakeProgram, type FakeSystem, startFake, textIn } from "@orderloom/connector-sdk";

/** Two letters, eight digits, a check digit, the country. Source: UPU standard S10. */
const S10 = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** The check digit of the eight digits of a number. Source: UPU standard S10, 11 minus the weighted sum modulo 11. */
export function s10CheckDigit(serial: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + Number(serial[index] ?? 0) * weight, 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 0 : rest === 11 ? 5 : rest;
}

/**
 * A postal authority on loopback: `GET /parcels/:number` says `accepted`, `unknown`, or `malformed` for what cannot be a number. Beside its
 * protocol `POST /parcels {numbers}` makes numbers known.
 */
export function createPostal(options: FakeOptions = {}): Promise<FakeSystem> {
  return startFake(program, options);
}

const program: FakeProgram = (database) => {
  database.exec(
    "CREATE TABLE IF NOT EXISTS parcels (number TEXT PRIMARY KEY, accepted_at TEXT NOT NULL) WITHOUT ROWID",
  );
  const find = database.prepare("SELECT accepted_at FROM parcels WHERE number = ?");
  const add = database.prepare("INSERT OR IGNORE INTO parcels VALUES (?, ?)");
  return [
    {
      action: "validate-tracking",
      method: "GET",
      path: "/parcels/:number",
      writes: false,
      handle: ({ params }) => {
        const number = params["number"] ?? "";
        const [, service, serial = "", digit] = S10.exec(number) ?? [];
        if (service === undefined || Number(digit) !== s10CheckDigit(serial))
          return { status: 200, body: { state: "malformed" } };
        const row = find.get(number);
        return row === undefined
          ? { status: 200, body: { state: "unknown" } }
          : {
              status: 200,
              body: { state: "accepted", number, carrier: service, acceptedAt: textIn(row, "accepted_at") },
            };
      },
    },
    {
      action: "parcels",
      method: "POST",
      path: "/parcels",
      writes: false,
      aside: true,
      handle: ({ body }) => {
        const numbers = typeof body === "object" && body !== null && "numbers" in body ? body["numbers"] : [];
        const known = Array.isArray(numbers) ? numbers.filter((number) => typeof number === "string") : [];
        for (const number of known) add.run(number, "2026-11-11T08:00:00+08:00");
        return { status: 200, body: { known: known.length } };
      },
    },
  ];
};
