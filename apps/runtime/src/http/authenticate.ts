import type { IncomingMessage } from "node:http";
import type { Actor } from "@orderloom/rule-dsl";

/** Who may be picked until accounts exist (S34). */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
}

const apiActor: Actor = { kind: "api", id: "api", name: "API", groups: [] };

export type Authentication =
  { readonly ok: true; readonly actor: Actor } | { readonly ok: false; readonly given: string };

/** The one place that says who is calling. Takes the raw request, so that it serves the intake front and Express alike. */
export type Authenticate = (request: IncomingMessage) => Authentication;

/** Until accounts exist: the picked person of the header, else the API itself, which belongs to no group. */
export function authenticateDemo(people: readonly DemoPerson[]): Authenticate {
  const byId = new Map<string, Actor>(
    people.map((person) => [
      person.id,
      { kind: "person", id: person.id, name: person.name, groups: [...person.groups] },
    ]),
  );
  return (request) => {
    const given = request.headers["x-orderloom-person"];
    if (given === undefined || given === "") return { ok: true, actor: apiActor };
    const actor = typeof given === "string" ? byId.get(given) : undefined;
    return actor === undefined ? { ok: false, given: String(given) } : { ok: true, actor };
  };
}

/** The people of the demo, who together can play every part of the shipped templates. */
export const demoPeople: readonly DemoPerson[] = [
  { id: "chen", name: "陈思远", groups: ["supervisor", "service"] },
  { id: "wu", name: "吴敏", groups: ["finance"] },
  { id: "zhou", name: "周启航", groups: ["finance", "finance-manager"] },
  { id: "lin", name: "林晓", groups: ["operations", "operations-manager"] },
  { id: "zhao", name: "赵一鸣", groups: ["warehouse"] },
];

export const demoGroups = [
  { id: "supervisor", name: { "zh-CN": "主管", en: "Supervisors" } },
  { id: "service", name: { "zh-CN": "客服", en: "Service" } },
  { id: "finance", name: { "zh-CN": "财务", en: "Finance" } },
  { id: "finance-manager", name: { "zh-CN": "财务经理", en: "Finance managers" } },
  { id: "operations", name: { "zh-CN": "运营", en: "Operations" } },
  { id: "operations-manager", name: { "zh-CN": "运营经理", en: "Operations managers" } },
  { id: "warehouse", name: { "zh-CN": "仓库", en: "Warehouse" } },
] as const;
