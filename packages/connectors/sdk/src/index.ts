/**
 * What a connector is written with. `defineConnector` makes it, `connectorContract` proves it, `startFake` plays its other side.
 */

// Writing one
export { type ConnectorAnswer, Outcome, outcome } from "./answer.ts";
export type { Connector, ConnectorGrants, ConnectorSource } from "./connector.ts";
export type { ActionContext, CallContext, ConnectorLog } from "./context.ts";
export { type Action, type ActionDefinition, defineAction, type OutcomeDeclaration } from "./define-action.ts";
export { defineConnector } from "./define-connector.ts";
export { UnreadableAnswerError } from "./faults.ts";
export type { Fetch } from "./http/fetch.ts";
export type { HttpAnswer, HttpClient, HttpRequest } from "./http/http-client.ts";
export { shaped } from "./http/shaped.ts";
export { fits } from "./schema-check.ts";

// Proving it
export { connectorContract } from "./contract/connector-contract.ts";
export type {
  ActionSamples,
  ContractBench,
  ContractCheck,
  ContractOptions,
  ContractSample,
  ContractWorld,
} from "./contract/contract-bench.ts";

// Playing its other side
export type { FakeReply, FakeRequest, FakeRoute } from "./fake/fake-route.ts";
export { type FakeOptions, type FakeProgram, type FakeSystem, startFake } from "./fake/fake-system.ts";
export type { Control, Misbehaviour } from "./fake/misbehaviour.ts";
export { numberIn, type Row, textIn } from "./fake/rows.ts";
export type { ToldCounts, ToldEntry, ToldQuery, ToldReport } from "./fake/told-ledger.ts";
