import type { SameKeys } from "../same-keys.ts";
import type { quotasZhCN } from "./quotas.zh-CN.ts";

export const quotasEn: SameKeys<typeof quotasZhCN> = {
  title: "Quotas",
  fetching: "Fetching the quotas. Usually 1 second.",
  none: "No quota yet.",
  noneHint:
    "A quota keeps to how many are given in all, and how many to each customer: make one, publish it, and have a workflow take from it.",
  new: "New quota",
  newTitle: "New quota…",
  newSentence:
    "Give it a name first. The draft has two limits already, one for each customer and two thousand in all: change them, then publish.",
  create: "Create quota",
  name: "Name",
  nameExample: "Cleanser gift",
  id: "Id",
  idHint: "Rules read it by this name, as in quotas.cleanserGift.left; it stays as it is.",
  badId: "An id begins with a small letter and has letters and digits only, such as cleanserGift.",
  takenId: "There is a {{id}} already. Choose another id.",
  draft: "Draft, never published",
  state: { upcoming: "Not begun", open: "Open", over: "Over" },
  period: "{{from}} to {{until}}",
  each: "{{amount}} each",
  keys_one: "{{count}} has taken, {{taken}} in all",
  keys_other: "{{count}} have taken, {{taken}} in all",
  taken: "{{taken}} of {{amount}} taken",
  left: "{{left}} left",
  onlyLeft: "Only {{left}} left",
  noneLeft: "None left",
  waiting_one: "{{count}} order waits for room",
  waiting_other: "{{count}} orders wait for room",
  lastTakes: "Who took last",
  nobody: "Nobody has taken any yet.",
  pieces: "× {{amount}}",
  tookAt: "taken {{at}}",
  givenBack: "given back {{at}}",
};
