export { type DayItem, type DayOptions, generateDay } from "./day/generate-day.ts";
export { businessDate } from "./day/shanghai.ts";
export { readTemplate, type ShippedTemplate, shippedTemplates } from "./templates/shipped-templates.ts";
export { demoParameters } from "./world/demo-parameters.ts";

export { demoWarehouses } from "./world/demo-stock.ts";
export { httpPost, type Post, type PostAnswer } from "./world/post.ts";
export { type SeedCounts, seedDay, type SeedOptions } from "./world/seed-day.ts";
export { connectorSettings, startWorld, type World, type WorldOptions } from "./world/start-world.ts";
export { type Trickle, trickle, type TrickleOptions } from "./world/trickle.ts";
export { moveParcels } from "./world/move-parcels.ts";
export { beginTroubles, endTroubles } from "./world/troubles.ts";
