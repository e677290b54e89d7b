import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useNavigate,
} from "@tanstack/react-router";
import { type InboxSearch, parseInboxSearch } from "../features/inbox/inbox-search.ts";
import { OrdersPage } from "../features/orders/list/orders-page.tsx";
import { type OrderSearch, parseOrderSearch } from "../features/orders/list/order-search.ts";
import { NotFound } from "./not-found.tsx";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way of leading elsewhere
    throw redirect({ to: "/orders" });
  },
});

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/orders",
  validateSearch: parseOrderSearch,
  component: Orders,
});

function Orders() {
  const search = ordersRoute.useSearch();
  const navigate = useNavigate();
  const onSearch = (next: OrderSearch) => void navigate({ to: "/orders", search: next, replace: true });
  return <OrdersPage search={search} onSearch={onSearch} />;
}

const LazyInboxPage = lazyRouteComponent(() => import("../features/inbox/inbox-page.tsx"), "InboxPage");

const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inbox",
  validateSearch: parseInboxSearch,
  component: InboxOfMine,
});

function InboxOfMine() {
  const search = inboxRoute.useSearch();
  const navigate = useNavigate();
  const onSearch = (next: InboxSearch, how?: "push") =>
    void navigate({ to: "/inbox", search: next, replace: how !== "push" });
  return <LazyInboxPage search={search} onSearch={onSearch} />;
}

const LazyOrderPage = lazyRouteComponent(() => import("../features/orders/order/order-page.tsx"), "OrderPage");

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/orders/$orderId",
  component: OneOrder,
});

function OneOrder() {
  const { orderId } = orderRoute.useParams();
  return <LazyOrderPage key={orderId} orderId={orderId} />;
}

const LazyWorkflowsPage = lazyRouteComponent(() => import("../features/workflows/workflows-page.tsx"), "WorkflowsPage");

const workflowsRoute = createRoute({ getParentRoute: () => rootRoute, path: "/workflows", component: Workflows });

function Workflows() {
  const navigate = useNavigate();
  return (
    <LazyWorkflowsPage
      onOpen={(id) => void navigate({ to: "/workflows/$id", params: { id } })}
      onRouting={() => void navigate({ to: "/routing" })}
      onPromises={() => void navigate({ to: "/promises" })}
      onCalendars={() => void navigate({ to: "/calendars" })}
    />
  );
}

const LazyWorkflowPage = lazyRouteComponent(() => import("./workflow-page.tsx"), "WorkflowPage");

const workflowRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workflows/$id",
  // The workflows that one came through, looking into their parts.
  validateSearch: ({ through }: Record<string, unknown>): { through?: string } =>
    typeof through === "string" && through !== "" ? { through } : {},
  component: OneWorkflow,
});

function OneWorkflow() {
  const { id } = workflowRoute.useParams();
  const { through } = workflowRoute.useSearch();
  return <LazyWorkflowPage key={id} id={id} through={through?.split(",") ?? noWorkflows} />;
}

const noWorkflows: readonly string[] = [];

const LazyDefinitionPage = lazyRouteComponent(() => import("./definition-route.tsx"), "DefinitionRoute");

const definitionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/definitions/$kind/$id",
  component: OneDefinition,
});

/** Whatever is no drawing is shown as text. */
function OneDefinition() {
  const { kind, id } = definitionRoute.useParams();
  return <LazyDefinitionPage key={`${kind}/${id}`} kind={kind} id={id} />;
}

const LazyRouting = lazyRouteComponent(() => import("./routing-route.tsx"), "RoutingRoute");

const routingRoute = createRoute({ getParentRoute: () => rootRoute, path: "/routing", component: Routing });

function Routing() {
  const navigate = useNavigate();
  return <LazyRouting onOpenWorkflow={(id) => void navigate({ to: "/workflows/$id", params: { id } })} />;
}

const LazyQuotasPage = lazyRouteComponent(() => import("../features/quotas/quotas-page.tsx"), "QuotasPage");

const quotasRoute = createRoute({ getParentRoute: () => rootRoute, path: "/quotas", component: Quotas });

function Quotas() {
  const navigate = useNavigate();
  return (
    <LazyQuotasPage onOpen={(id) => void navigate({ to: "/definitions/$kind/$id", params: { kind: "quota", id } })} />
  );
}

const promisesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/promises",
  component: lazyRouteComponent(() => import("../features/promises/promises-page.tsx"), "PromisesPage"),
});

const LazyMetricsPage = lazyRouteComponent(() => import("../features/metrics/metrics-page.tsx"), "MetricsPage");

// The address `/metrics` is that of the probe.
const metricsRoute = createRoute({ getParentRoute: () => rootRoute, path: "/measures", component: Metrics });

function Metrics() {
  const navigate = useNavigate();
  return (
    <LazyMetricsPage onOpen={(id) => void navigate({ to: "/definitions/$kind/$id", params: { kind: "metric", id } })} />
  );
}

const LazyCalendars = lazyRouteComponent(() => import("../features/calendars/calendars-page.tsx"), "CalendarsPage");

const calendarsRoute = createRoute({ getParentRoute: () => rootRoute, path: "/calendars", component: LazyCalendars });

const routeTree = rootRoute.addChildren([
  homeRoute,
  ordersRoute,
  orderRoute,
  inboxRoute,
  workflowsRoute,
  workflowRoute,
  definitionRoute,
  routingRoute,
  quotasRoute,
  promisesRoute,
  metricsRoute,
  calendarsRoute,
]);

export const makeRouter = () => createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: false });
export type AppRouter = ReturnType<typeof makeRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
