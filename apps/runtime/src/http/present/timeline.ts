import {
  describeEvent,
  type EventDescription,
  type EventType,
  type EventWordsContext,
  type OrderLoomEvent,
} from "@orderloom/rule-dsl";
import { type TimelineEntry } from "@orderloom/api-contract";
import { type HostQueries } from "../../host/queries.ts";
import { type Wording } from "./wording.ts";

/** What the words of one event are made from: the frozen definition of its instance, names, the order's facts. */
export type EventWords = (event: OrderLoomEvent) => EventWordsContext;
