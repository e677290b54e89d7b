import { Routing } from "@orderloom/rule-dsl";
import { ImportTemplateAnswer, ImportTemplateRequest, TemplateList } from "../definitions.ts";
import { operation, type Operation } from "../operation.ts";
import { AppInfo, StageList } from "../settings.ts";
import { ifMatch, json, pathParameter } from "./parts.ts";

/** Routing, stages, the app itself, templates. */
export const settingsOperations = {
  getRouting: operation({
    id: "getRouting",
    method: "get",
    path: "/v1/routing",
    tag: "settings",
    summary: { "zh-CN": "哪张订单走哪个流程", en: "Which order goes which way" },
    answers: { 200: json("The list, first match wins", Routing) },
  }),
  putRouting: operation({
    id: "putRouting",
    method: "put",
    path: "/v1/routing",
    tag: "settings",
    summary: { "zh-CN": "改分流表，要带 If-Match", en: "Change the routing list; takes If-Match" },
    parameters: [ifMatch],
    body: { schema: Routing, example: { routes: [] } },
    answers: { 200: json("Saved", Routing) },
    problems: [412, 422, 428],
  }),
  getStages: operation({
    id: "getStages",
    method: "get",
    path: "/v1/stages",
    tag: "settings",
    summary: { "zh-CN": "阶段，按先后", en: "Stages, in order" },
    answers: { 200: json("The list", StageList) },
  }),
  putStages: operation({
    id: "putStages",
    method: "put",
    path: "/v1/stages",
    tag: "settings",
    summary: { "zh-CN": "改阶段，要带 If-Match", en: "Change the stages; takes If-Match" },
    parameters: [ifMatch],
    body: { schema: StageList, example: { stages: [{ id: "received", name: { "zh-CN": "接单", en: "Received" } }] } },
    answers: { 200: json("Saved", StageList) },
    problems: [412, 422, 428],
  }),
  getApp: operation({
    id: "getApp",
    method: "get",
    path: "/v1/app",
    tag: "settings",
    summary: { "zh-CN": "界面要先知道的事", en: "What a screen needs to know first" },
    answers: { 200: json("Names, channels, people", AppInfo) },
  }),
  loadDemo: operation({
    id: "loadDemo",
    method: "post",
    path: "/v1/demo/load",
    tag: "settings",
    summary: { "zh-CN": "装入演示店铺", en: "Load the demo shop" },
    answers: { 202: json("Loading", AppInfo) },
    problems: [409],
  }),
  listTemplates: operation({
    id: "listTemplates",
    method: "get",
    path: "/v1/templates",
    tag: "templates",
    summary: { "zh-CN": "模板", en: "Templates" },
    answers: { 200: json("All that ship", TemplateList) },
  }),
  importTemplate: operation({
    id: "importTemplate",
    method: "post",
    path: "/v1/templates/{id}/import",
    tag: "templates",
    summary: { "zh-CN": "装入模板，可同时发布", en: "Import a template, and publish it if asked" },
    parameters: [pathParameter("id", "gift-binding")],
    body: { schema: ImportTemplateRequest, example: { publish: true, note: "双十一赠品" } },
    answers: { 200: json("Drafted, or live", ImportTemplateAnswer) },
    problems: [404, 409, 422],
  }),
} as const satisfies Record<string, Operation>;
