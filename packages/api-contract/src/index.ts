export { BothLanguages, ProblemDetails } from "./problem.ts";
export {
  AcceptedOrder,
  AmendmentLine,
  BatchAnswer,
  BatchRequest,
  InstanceReference,
  InstanceSummary,
  IntakeComplete,
  IntakeCounts,
  IntakeResult,
  LedgerLine,
  NextStep,
  OrderCounts,
  OrderDetail,
  OrderEventAnswer,
  ParkedEventAnswer,
  OrderList,
  OrderRow,
  OrderStatus,
  orderStatuses,
  Remedy,
  StagePassage,
  TaskLine,
  Timeline,
  TimelineEntry,
  WhyLine,
} from "./orders.ts";
export { ImportAnswer, ImportDmnRequest, ImportRulesRequest } from "./imports.ts";
export { RecordedCall, Recording } from "./recording.ts";
export { AppInfo, ChannelInfo, Person, StageList } from "./settings.ts";
export {
  CancelRequest,
  DecideAnswer,
  DecidedTask,
  DecidedTaskList,
  DecideManyAnswer,
  DecideManyCounts,
  DecideManyLine,
  DecideManyRequest,
  DecideManyResult,
  DecideRequest,
  RemedyRequest,
  type MigrateAnswer,
  type MigrateRequest,
  type AssignRequest,
  type RestartPreview,
  type RestartRequest,
  TaskChange,
  TaskEvidence,
  TaskGroup,
  TaskGroups,
  TaskList,
  TaskRow,
  TaskSelection,
} from "./tasks.ts";
export { RetryRequest } from "./tasks.ts";
export {
  ActivityList,
  CheckAnswer,
  ConnectorConfigRequest,
  CreateRequest,
  DefinitionList,
  DefinitionRow,
  DiagnosticLine,
  DuplicateRequest,
  EvaluateAnswer,
  EvaluateRequest,
  FieldCatalogueAnswer,
  FieldInfo,
  ImportTemplateAnswer,
  ImportTemplateRequest,
  PreviewRequest,
  PublishAnswer,
  PublishGate,
  PublishPreview,
  PublishRequest,
  TemplateInfo,
  TemplateList,
  UsageList,
  VersionList,
} from "./definitions.ts";
export { SheetAnswer } from "./sheets.ts";
export { workbookType } from "./operations/sheets.ts";
export { QuotaDetail, QuotaKey, QuotaLimitRow, QuotaList, QuotaRow, QuotaTake } from "./quotas.ts";
export {
  AnnounceAnswer,
  AnnounceRequest,
  ScheduleList,
  ScheduleRow,
  ScheduleRunRow,
  StartAnswer,
  StartRequest,
} from "./starts.ts";
export { MetricKeyRow, MetricList, MetricRow } from "./metrics.ts";
export { NodeTraffic, PassedOrder, PassedOrderList, TrafficAnswer } from "./traffic.ts";
export { type Operation, type Parameter } from "./operation.ts";
export { operations, type OperationId } from "./operations.ts";
export { type ExamplePlaces, openApiDocument } from "./openapi.ts";
export { decisionExample, orderExample } from "./examples.ts";
