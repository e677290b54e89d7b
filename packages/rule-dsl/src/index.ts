/**
 * The OrderLoom language. Schemas are values and, under the same name, the types they describe.
 */

// What the language is made of
export {
  CountryCode,
  CURRENT_SCHEMA_VERSION,
  CurrencyCode,
  Duration,
  EventName,
  Expression,
  FactName,
  FulfilmentCode,
  Instant,
  JsonObject,
  JsonValue,
  LocalizedText,
  Money,
  SemanticVersion,
  Slug,
  VarPath,
} from "./schema/common.ts";
export {
  type AllGroup,
  type AnyGroup,
  type ConditionName,
  Condition,
  conditionDefs,
  decoratorNames,
  type DecoratorName,
  type FactLeaf,
  type FactReference,
  type FeelLeaf,
  type NamedCondition,
  NamedConditions,
  type NotGroup,
  operatorNames,
  type OperatorName,
} from "./schema/condition.ts";

// Time
export { calendarProblems } from "./calendar/calendar-problems.ts";
export { type WorkingTime, workingTime } from "./calendar/working-time.ts";
export { latestTick, nextTick, scheduleProblem, type Times } from "./schedule.ts";

// Orders and events
export {
  Address,
  Attributes,
  Customer,
  MAX_ORDER_LINES,
  Order,
  OrderHold,
  OrderInput,
  OrderLine,
  OrderLineInput,
  Payment,
  paymentMethods,
  paymentStatuses,
  Service,
  UnitPrice,
} from "./schema/order.ts";
export { type Amendment, amendmentSchemas, type AmendmentType, OrderEventInput } from "./schema/order-event.ts";
export {
  Actor,
  type EventBody,
  type EventEnvelope,
  type EventOf,
  eventSchemas,
  type EventType,
  type NewEvent,
  type OrderLoomEvent,
} from "./schema/event.ts";

export { type Channel, channelOf, channelPrefix, channels, shortOrderNumber } from "./order/channels.ts";
export { isCountry } from "./order/countries.ts";
export { currencyCodes, isCurrency, minorUnitDigits } from "./order/currencies.ts";
export { decimalText, lineTotal } from "./order/money.ts";
export { parseOrder, type ParseOrderOptions, type ReceivedOrder, sameContent } from "./order/receive-order.ts";
export { type Acceptance, receiveOrder } from "./order/effective-order.ts";
export {
  type Amended,
  type AmendmentOptions,
  applyAmendment,
  isAmendmentType,
  readAmendment,
} from "./order/apply-amendment.ts";
export { identityOf, type PairKeys, pairKeysOf } from "./order/identity.ts";

// Definitions
export {
  type Definition,
  type DefinitionKind,
  definitionKinds,
  DefinitionKindSchema,
  schemaOf,
} from "./schema/definition.ts";
export { type EditorSchema, editorSchemas } from "./schema/editor-schemas.ts";
export { BusinessCalendar, CalendarTable, type Weekday, weekdays } from "./schema/calendars.ts";
export { FulfilmentPromise, PromiseTable, promiseStarts, type PromiseStart } from "./schema/promises.ts";
export { ChangeSet, DefinitionVersion, Draft, Routing } from "./schema/envelope.ts";
export {
  ActionReference,
  Compensation,
  EventHandler,
  Keyed,
  type NodeOf,
  type NodeType,
  Ports,
  RetryPolicy,
  Schedule,
  TaskDue,
  WaitUntil,
  WorkflowDefinition,
  WorkflowNode,
} from "./schema/workflow.ts";
export {
  DecisionDefinition,
  type DecisionType,
  ExpressionDecision,
  FetchedFact,
  hitPolicies,
  type HitPolicy,
  MappingDecision,
  Rule,
  RulesDecision,
  ScoreDecision,
  TableDecision,
} from "./schema/decision.ts";
export { ActionManifest, ConnectorDefinition, idempotencyClasses, type IdempotencyClass } from "./schema/connector.ts";
export { fieldTypes, FormDefinition } from "./schema/form.ts";
export { MetricDefinition } from "./schema/metric.ts";
export { QuotaDefinition } from "./schema/quota.ts";
export { TemplateDefinition } from "./schema/template.ts";
export { LayoutDocument } from "./schema/layout.ts";
export { Case, CasesDocument, CaseStep, EarlierOrders, StubbedAnswer } from "./schema/cases.ts";

export { isCondition } from "./schema/is-condition.ts";
export { validate } from "./schema/validate.ts";
export { problemsFromErrors, type SchemaError } from "./schema/problems-from-errors.ts";

export { readDefinition } from "./migrate/read-definition.ts";
export { canonicalJson } from "./digest/canonical-json.ts";
export { digestOf, logicDigestOf } from "./digest/digest.ts";

// What rules can read
export {
  type Catalogue,
  catalogueFields,
  catalogueFor,
  feelTypeOf,
  fieldAt,
  isPersonal,
  labelOf,
  type Standing,
} from "./facts/catalogue.ts";
export type { Field, FieldType } from "./facts/field.ts";
export { factsOfOrder, type OrderFactsOptions } from "./facts/order-facts.ts";

// What is said when something is not as it should be
export {
  allCodes,
  type BothLanguages,
  type Code,
  type CodeData,
  type Language,
  languages,
  textOf,
} from "./codes/codes.ts";
export {
  type Diagnostic,
  diagnostic,
  type Edit,
  fail,
  type Fix,
  type Problem,
  problem,
  type Result,
  type Severity,
  succeed,
  type Witness,
} from "./diagnostic.ts";
export { RetryableError, TerminalError } from "./errors.ts";

// Deciding
export {
  type CompileContext,
  type CompiledCondition,
  type CompiledDecision,
  type CompiledValue,
  type Evaluation,
  type EvaluationWarning,
  type FactNeed,
  type Facts,
} from "./compile/evaluation.ts";
export {
  type CellTrace,
  type ConditionTrace,
  type DecisionTrace,
  type RuleTrace,
  type TracedValue,
} from "./explain/trace.ts";
export { compileCondition } from "./compile/condition.ts";
export { compileDecision as compile } from "./compile/compile-decision.ts";
export { entriesTo, mayMove } from "./compile/mapping-lookups.ts";
export { reweighed } from "./compile/reweigh.ts";
export { compileValue } from "./compile/value.ts";

// Words
export { type EventText } from "./explain/event-parts.ts";
export { describeEvent } from "./explain/event-text.ts";
export { type EventContext } from "./explain/event-words.ts";
export { explain, type ExplainContext } from "./explain/explain.ts";
export {
  type CaseTrace,
  type ConditionContext,
  explainCondition,
  explainSwitch,
  type SwitchContext,
} from "./explain/explain-condition.ts";
export { explainEvent, type SpokenExplanation, type SpokenLine } from "./explain/explain-event.ts";
export { type Explanation, type ExplanationLine } from "./explain/explanation.ts";
export { conditionText, type ConditionTextContext } from "./explain/condition-text.ts";
export { type SeenLine, seenLines } from "./explain/seen-lines.ts";
export {
  type CaseDifference,
  type CaseEngine,
  type CaseOptions,
  type CaseResult,
  runDecisionCases,
} from "./reference/run-cases.ts";

// Tables as spreadsheets
export {
  type CellValue,
  DEFAULT_ROW,
  type Grid,
  HEADING_ROWS,
  type SheetInput,
  type SheetProblem,
  type TableSheet,
} from "./sheet/sheet.ts";
export { sheetToTable } from "./sheet/sheet-to-table.ts";
export { type TableChanges, tableChanges } from "./sheet/table-changes.ts";
export { tableToSheet } from "./sheet/table-to-sheet.ts";

// Taking over what others wrote
export { type DmnImport, type DmnImportOptions, importDmn } from "./import/dmn/import-dmn.ts";
export { type DmnAnswer, type DmnItem, type DmnModel } from "./import/dmn/dmn-model.ts";
export { importRulesEngine, type ImportOptions } from "./import/rules-engine.ts";

// Writing: what an editor offers and how a leaf is put together
export { editingCatalogue } from "./check/editing-catalogue.ts";
export { typeNames } from "./check/reading-scope.ts";
export { isFactReference } from "./compile/sides.ts";
export { factPath, parsePath, type PathStep } from "./compile/json-path.ts";
export { operatorParts } from "./compile/operators.ts";
export { comparisonIn, type ComparisonSide, type ComparisonSign, sideOf } from "./expression/comparison-text.ts";
export { feelFunctionNames } from "./expression/builtins/registry.ts";
export { feelCodeTexts, type FeelProblem } from "./expression/feel-codes.ts";
export { field } from "./facts/field.ts";

// Checking
export { type Analysis, check, createAnalysis } from "./check/check.ts";
export { commonOrder } from "./check/analysis/common-order.ts";
export { applyFix } from "./check/fixes/apply-fix.ts";
export { type CheckContext } from "./check/check-context.ts";
export { loopsAround } from "./check/loops.ts";
export { graphOf, opensRegion, reach, regionEntries } from "./check/graph.ts";
export { checkRegions } from "./check/workflow-regions.ts";
export { type Port, type PortSources, portsOf, QUOTA_CONNECTOR, quotaOf } from "./check/ports.ts";
export { compileFeel, compileUnaryTests, type FeelContext, type FeelResult } from "./expression/compile-feel.ts";
export { shownValues, type ShownValue } from "./explain/shown-values.ts";
export { maskEmail, maskName, maskPhone } from "./explain/mask.ts";
