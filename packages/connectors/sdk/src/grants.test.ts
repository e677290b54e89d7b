import { expect, test } from "vitest";
import { grantedHosts, grantedSecrets } from "./grants.ts";

const config = { baseUrl: "http://127.0.0.1:8080", hosts: ["a.example", "b.example:81"], limit: 5 };

test.each([
  ["a host as it stands", ["wms.example"], ["wms.example"]],
  ["one from the config", ["=config.baseUrl"], ["http://127.0.0.1:8080"]],
  ["a list from the config", ["=config.hosts"], ["a.example", "b.example:81"]],
  ["nothing where the config says nothing", ["=config.elsewhere"], []],
  ["nothing where it is not a text", ["=config.limit"], []],
])("hosts: %s", (_, grants, hosts) => {
  expect(grantedHosts(grants, config)).toEqual(hosts);
});

const secrets = { apiKey: "k", robotKey: "r", "robotKey.warehouse": "w", other: "o" };
test.each([
  ["only those named", ["apiKey"], ["apiKey"]],
  ["a family of them", ["robotKey.*"], ["robotKey.warehouse"]],
  ["none without a grant", [], []],
])("secrets: %s", (_, grants, names) => {
  expect(Object.keys(grantedSecrets(grants, secrets))).toEqual(names);
});
