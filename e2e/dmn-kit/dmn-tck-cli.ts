import { parseArgs } from "node:util";
import { runKitFolder } from "./run-kit-folder.ts";

/*
 * npm run dmn-tck -- <folder> [--json]
 * Runs every test file under a folder of the DMN conformance kit, and says what does not come out as it says. Ends with
 * 0 when no value is wrong; what was refused by name is counted, and is no wrong value.
 */
const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write("Usage: npm run dmn-tck -- <folder of test cases> [--json]\n");
  process.exit(1);
}
const { cases, passed, failed, refused, failures } = await runKitFolder(folder);
const counted = { cases, passed, failed, refused };
if (values.json) process.stdout.write(`${JSON.stringify({ ...counted, failures })}\n`);
else {
  for (const failure of failures) process.stdout.write(`${JSON.stringify(failure)}\n`);
  process.stdout.write(`${JSON.stringify(counted)}\n`);
}
process.exitCode = failed === 0 && cases > 0 ? 0 : 1;
