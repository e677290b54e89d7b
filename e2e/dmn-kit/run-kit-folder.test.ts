import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runKitFolder } from "./run-kit-folder.ts";

const dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";
const model = (name: string, parts: string): string =>
  `<definitions xmlns="${dmn}" namespace="urn:${name}" name="${name}" id="m">${parts}</definitions>`;
const decision = (name: string, text: string, needs = ""): string =>
  `<decision id="${name}" name="${name}"><variable name="${name}"/>${needs}<literalExpression><text>${text}</text></literalExpression></decision>`;
const cases = (modelName: string, parts: string): string =>
  `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>${modelName}</modelName>${parts}</testCases>`;
const result = (name: string, expected: string, more = ""): string =>
  `<resultNode name="${name}" type="decision"${more}><expected>${expected}</expected></resultNode>`;

const needed =
  '<informationRequirement><requiredDecision href="urn:rates#rate"/></informationRequirement><informationRequirement><requiredInput href="#total"/></informationRequirement>';
const total = '<inputData id="total" name="total"><variable name="total" typeRef="number"/></inputData>';
const java =
  '<businessKnowledgeModel id="sine" name="sine"><variable name="sine"/><encapsulatedLogic kind="Java"><formalParameter name="x"/><context/></encapsulatedLogic></businessKnowledgeModel>';
const service =
  '<decisionService id="both" name="both"><variable name="both"/><outputDecision href="#day"/><outputDecision href="#parts"/></decisionService>';

const files: Readonly<Record<string, string>> = {
  "level-2/0001-fee/0001-fee.dmn": model(
    "fee",
    `<import name="rates" namespace="urn:rates" importType="${dmn}"/>${total}${decision("fee", "total * rates.rate", needed)}`,
  ),
  "level-2/0001-fee/parts/rates.dmn": model("rates", decision("rate", "0.1")),
  "level-2/0001-fee/0001-fee-test-01.xml": cases(
    "0001-fee.dmn",
    ["<value>17</value>", '<value xsi:type="xsd:decimal">17</value>', '<value xsi:type="xsd:string">much</value>']
      .map(
        (value, index) =>
          `<testCase id="00${String(index + 1)}"><inputNode name="total">${value}</inputNode>${result("fee", '<value xsi:type="xsd:decimal">1.7</value>')}</testCase>`,
      )
      .join(""),
  ),
  "level-3/0002-kinds/0002-kinds.dmn": model(
    "kinds",
    decision("day", 'date("2026-11-11")') +
      decision("parts", "{a: [1, null], b: &quot;x&quot;}") +
      decision("wrong", "not a name") +
      java +
      service +
      decision("outside", "sine(1)", '<knowledgeRequirement><requiredKnowledge href="#sine"/></knowledgeRequirement>'),
  ),
  "level-3/0002-kinds/0002-kinds-test-01.xml": cases(
    "0002-kinds.dmn",
    `<testCase id="day">${result("day", '<value xsi:type="xsd:date">2026-11-11</value>')}</testCase>
    <testCase id="a date is no text">${result("day", '<value xsi:type="xsd:string">2026-11-11</value>')}</testCase>
    <testCase id="parts">${result("parts", '<component name="a"><list><item><value>1</value></item><item><value xsi:nil="true"/></item></list></component><component name="b"><value>x</value></component>')}</testCase>
    <testCase id="a field less">${result("parts", '<component name="b"><value>x</value></component>')}</testCase>
    <testCase id="error">${result("wrong", '<value xsi:nil="true"/>', ' errorResult="true"')}</testCase>
    <testCase id="null">${result("wrong", "<value/>")}</testCase>
    <testCase id="no text is no null">${result("wrong", '<value xsi:type="xsd:string"/>')}</testCase>
    <testCase id="service" type="decisionService" invocableName="both">${result("day", '<value xsi:type="xsd:date">2026-11-11</value>')}</testCase>
    <testCase id="java">${result("outside", '<value xsi:type="xsd:decimal">0.8</value>')}</testCase>`,
  ),
  "level-3/0003-lost/0003-lost-test-01.xml": cases("0003-lost.dmn", `<testCase id="1">${result("a", "")}</testCase>`),
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dmn-kit-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

test("a folder is counted: what came out, what is wrong, what was refused by name", async () => {
  const { failures, ...counted } = await runKitFolder(folder);
  expect(failures.map(({ id, outcome, differences }) => [id, outcome, differences[0]?.found])).toEqual([
    ["003", "failed", null],
    ["a date is no text", "failed", "2026-11-11"],
    ["a field less", "failed", { a: [1, null], b: "x" }],
    ["no text is no null", "refused", null],
    ["java", "refused", null],
    ["*", "failed", null],
  ]);
  expect(counted).toEqual({ cases: 13, passed: 7, failed: 4, refused: 2 });
});
