import { parseArgs } from "node:util";
import { businessDate } from "./day/shanghai.ts";
import { seedDay } from "./world/seed-day.ts";

/*
 * Sends a generated day to a running platform:
 * seed-cli [--orders 1000] [--seed double-eleven] [--date 2026-11-11, yesterday when absent] [--url http://127.0.0.1:4400] [--no-events]
 */
const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "1000" },
    seed: { type: "string", default: "double-eleven" },
    date: { type: "string", default: businessDate(Date.now() - 24 * 3_600_000) },
    url: { type: "string", default: `http://127.0.0.1:${process.env["ORDERLOOM_PORT"] ?? "4400"}` },
    events: { type: "boolean", default: true },
  },
  allowNegative: true,
});

const orders = Number(values.orders);
if (!Number.isSafeInteger(orders) || orders < 1) {
  console.error(`--orders 要是正整数 / --orders takes a whole number above 0, not “${values.orders}”`);
  process.exit(2);
}
const started = performance.now();
try {
  const counts = await seedDay({
    url: values.url,
    day: { seed: values.seed, orders, date: values.date },
    events: values.events,
    onProgress: ({ sent, accepted, duplicates, refused }) => {
      console.log(
        `${sent}/${orders} 单已发 / sent：收下 ${accepted}，重复 ${duplicates}，拒绝 ${refused} / accepted ${accepted}, duplicate ${duplicates}, refused ${refused}`,
      );
    },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `完成，用时 ${seconds} 秒，后续事件 ${counts.events} 条 / Done in ${seconds} s, ${counts.events} later events`,
  );
  for (const refusal of counts.refusals) console.error(refusal);
  process.exitCode = counts.refused > 0 ? 1 : 0;
} catch (thrown) {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  console.error(`${values.url} 没有收 / did not take them: ${said}`);
  process.exitCode = 1;
}
