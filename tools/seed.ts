import { fromSource, handOver } from "./program.ts";

/** npm run seed -- --orders N --seed S */
handOver(process.execPath, [...fromSource, "packages/demo-shop/src/seed-cli.ts", ...process.argv.slice(2)]);
