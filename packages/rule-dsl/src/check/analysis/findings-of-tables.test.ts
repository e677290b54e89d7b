import type { Definition } from "../../schema/definition.ts";
import { type Finding, showFindings, showNoFindings, table } from "./testing/finding-cases.ts";

const ranked = { outputs: [{ id: "days", name: { en: "Days" }, type: "number" as const, values: [60, 30] }] };

const findings: readonly Finding[] = [
  {
    name: "a table: days between two rows that no row takes",
    definition: table("UNIQUE", [
      ["r1", "-", "<= 7", "60"],
      ["r2", "-", ">= 10", "30"],
    ]),
    code: "table-gap",
    path: "/rows",
    says: "7 天 < 逾期天数 < 10 天",
    shows: { "/order/attributes/daysOverdue": 8 },
  },
  {
    name: "a table: one level is forgotten",
    definition: table("UNIQUE", [["r1", '"gold"', "-", "60"]]),
    code: "table-gap",
    path: "/rows",
    says: "客户等级是银卡",
    shows: { "/order/customer/level": "silver" },
  },
  {
    name: "a table: two rows for one order where only one may be",
    definition: table(
      "UNIQUE",
      [
        ["r1", '"gold"', "<= 7", "60"],
        ["r2", '"gold"', ">= 7", "30"],
      ],
      { default: { days: "0" } },
    ),
    code: "rows-overlap",
    path: "/rows/1",
    says: "逾期天数 = 7 天",
    shows: { "/order/attributes/daysOverdue": 7, "/order/customer/level": "gold" },
  },
  {
    name: "a table: two rows that must agree and do not",
    definition: table(
      "ANY",
      [
        ["r1", '"gold"', "-", "60"],
        ["r2", "-", "> 7", "30"],
      ],
      { default: { days: "0" } },
    ),
    code: "rows-disagree",
    path: "/rows/1",
    says: "结果却不同",
    shows: { "/order/customer/level": "gold" },
  },
  {
    name: "a table: a row behind a wider one",
    definition: table("FIRST", [
      ["r1", "-", "-", "60"],
      ["r2", '"gold"', "> 7", "30"],
    ]),
    code: "row-shadowed",
    path: "/rows/1",
    says: "第 1 行",
    shows: { "/order/customer/level": "gold" },
  },
  {
    name: "a table: a row behind two that together take all of it",
    definition: table("FIRST", [
      ["r1", "-", "<= 7", "60"],
      ["r2", "-", "> 7", "30"],
      ["r3", '"gold"', "[3..9]", "0"],
    ]),
    code: "row-shadowed",
    path: "/rows/2",
    says: "第 1、2 行",
  },
  {
    name: "a table by priority: a row whose result another one always beats",
    definition: table(
      "PRIORITY",
      [
        ["r1", '"gold"', "> 7", "30"],
        ["r2", "-", "-", "60"],
      ],
      ranked,
    ),
    code: "row-shadowed",
    path: "/rows/0",
    says: "第 2 行",
    shows: { "/order/customer/level": "gold", "/order/attributes/daysOverdue": 8 },
  },
  {
    name: "a table in the order of results: a row that is never the first of the list",
    definition: table(
      "OUTPUT ORDER",
      [
        ["r1", "-", "-", "60"],
        ["r2", '"gold"', "-", "60"],
      ],
      ranked,
    ),
    code: "row-never-first",
    path: "/rows/1",
    says: "第 1 行",
    shows: { "/order/customer/level": "gold" },
  },
  {
    name: "a table by priority: results that are computed stand in no known order",
    definition: table(
      "PRIORITY",
      [
        ["r1", '"gold"', "-", "order.payment.termDays"],
        ["r2", "-", "-", "60"],
      ],
      ranked,
    ),
    code: "cannot-decide",
    path: "/rows",
    says: "结果是算出来的",
  },
  {
    name: "a table: a cell that nothing fits",
    definition: table("FIRST", [["r1", "-", "? > 7 and ? < 3", "60"]], { default: { days: "0" } }),
    code: "never-true",
    path: "/rows/0/when",
    says: "第 1 行",
  },
  {
    name: "cells that read other fields are said not to be known",
    definition: table("UNIQUE", [["r1", "-", "> order.payment.termDays * 2", "60"]], { default: { days: "0" } }),
    code: "cannot-decide",
    path: "/rows/0/when",
    says: "没有查到底",
  },
];

const clean: readonly (readonly [string, Definition])[] = [
  [
    "rows that touch but do not overlap",
    table(
      "UNIQUE",
      [
        ["r1", "-", "<= 7", "60"],
        ["r2", "-", "> 7", "30"],
      ],
      { default: { days: "0" } },
    ),
  ],
  [
    "whole days have nothing between 7 and 8",
    table("UNIQUE", [
      ["r1", "-", "<= 7", "60"],
      ["r2", "-", ">= 8", "30"],
      ["r3", "-", "null", "0"],
    ]),
  ],
  [
    "rows that agree may overlap where they must",
    table(
      "ANY",
      [
        ["r1", '"gold"', "-", "60"],
        ["r2", "-", "> 7", "60"],
      ],
      { default: { days: "0" } },
    ),
  ],
  [
    "lists of results may overlap",
    table("COLLECT", [
      ["r1", '"gold"', "-", "60"],
      ["r2", "-", "> 7", "30"],
    ]),
  ],
  [
    "a better result behind a wider row",
    table(
      "PRIORITY",
      [
        ["r1", "-", "-", "30"],
        ["r2", '"gold"', "-", "60"],
      ],
      ranked,
    ),
  ],
  [
    "a catch-all last row",
    table("FIRST", [
      ["r1", '"gold"', "-", "60"],
      ["r2", "-", "-", "30"],
    ]),
  ],
];

showFindings(findings);
showNoFindings(clean);
