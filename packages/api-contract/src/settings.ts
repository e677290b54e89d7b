import { Type, type Static } from "typebox";
import { LocalizedText, Slug } from "@orderloom/rule-dsl";

const optional = Type.Optional;
const T = Type.String();

/** The ordered list of stages that users edit (S4). */
export const StageList = Type.Object({
  stages: Type.Array(Type.Object({ id: Slug, name: LocalizedText }), { maxItems: 40 }),
});
export type StageList = Static<typeof StageList>;

export const ChannelInfo = Type.Object({ id: T, prefix: T, name: LocalizedText });
export const Person = Type.Object({ id: T, name: T, groups: Type.Array(T) });
export type Person = Static<typeof Person>;

/** What a screen needs to know before it draws anything. */
export const AppInfo = Type.Object({
  name: T,
  version: T,
  organisationId: T,
  timeZone: T,
  baseCurrency: T,
  language: Type.Unsafe<"zh-CN" | "en">({ type: "string", enum: ["zh-CN", "en"] }),
  channels: Type.Array(ChannelInfo),
  groups: Type.Array(Type.Object({ id: T, name: LocalizedText })),
  people: Type.Array(Person),
  me: Person,
  /** Whether the demo shop can be loaded (`offer`), is running (`on`), or is never mentioned (`off`). */
  demo: Type.Object({
    state: Type.Unsafe<"offer" | "loading" | "on" | "off">({ type: "string", enum: ["offer", "loading", "on", "off"] }),
    loaded: optional(Type.Integer()),
    total: optional(Type.Integer()),
  }),
});
export type AppInfo = Static<typeof AppInfo>;
