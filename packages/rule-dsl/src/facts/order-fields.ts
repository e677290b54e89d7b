import type { BothLanguages } from "../codes/codes.ts";
import { channels } from "../order/channels.ts";
import type { paymentMethods, paymentStatuses } from "../schema/order.ts";
import { always, type Field, field, personal } from "./field.ts";

const both = (zh: string, en: string): BothLanguages => ({ "zh-CN": zh, en });
const listed = (names: Readonly<Record<string, BothLanguages>>): { value: string; name: BothLanguages }[] =>
  Object.entries(names).map(([value, name]) => ({ value, name }));

const methods: Readonly<Record<(typeof paymentMethods)[number], BothLanguages>> = {
  alipay: both("支付宝", "Alipay"),
  "wechat-pay": both("微信支付", "WeChat Pay"),
  "union-pay": both("银联", "UnionPay"),
  card: both("银行卡", "Card"),
  paypal: both("PayPal", "PayPal"),
  "cash-on-delivery": both("货到付款", "Cash on delivery"),
  "credit-term": both("账期", "Credit term"),
  "bank-transfer": both("银行转账", "Bank transfer"),
  "store-balance": both("店内余额", "Store balance"),
  other: both("其他", "Other"),
};
const statuses: Readonly<Record<(typeof paymentStatuses)[number], BothLanguages>> = {
  pending: both("待支付", "Pending"),
  authorized: both("已授权", "Authorized"),
  captured: both("已支付", "Captured"),
  voided: both("已撤销", "Voided"),
  refunded: both("已退款", "Refunded"),
  failed: both("支付失败", "Failed"),
};

/** Shops name their levels as they like; these are what most call them. */
const levels: Readonly<Record<string, BothLanguages>> = {
  member: both("会员", "Member"),
  silver: both("银卡", "Silver"),
  gold: both("金卡", "Gold"),
  platinum: both("白金", "Platinum"),
  business: both("企业", "Business"),
};

const head: readonly Field[] = [
  always(field("order", "object", ["订单", "Order"])),
  always(field("order.id", "string", ["平台单号", "Order id"])),
  always(field("order.traceId", "string", ["追踪号", "Trace id"])),
  always(field("order.revision", "number", ["修订次数", "Revision"])),
  always(field("order.receivedAt", "date-time", ["收单时间", "Received at"])),
  always(
    field("order.channel", "string", ["渠道", "Channel"], {
      values: channels.map(({ id, name }) => ({ value: id, name })),
    }),
  ),
  always(field("order.channelOrderId", "string", ["渠道单号", "Channel order number"])),
  always(field("order.placedAt", "date-time", ["下单时间", "Placed at"])),
  personal(field("order.placedBy", "string", ["录单人", "Written down by"])),
  always(field("order.total", "money", ["订单金额", "Order total"])),
  always(
    field("order.currency", "string", ["货币", "Currency"], {
      description: both("ISO 4217 代码，如 CNY", "ISO 4217 code such as CNY"),
    }),
  ),
  always(field("order.promotions", "list", ["参加的活动", "Promotions"], { of: "string" })),
  always(field("order.tags", "list", ["标签", "Tags"], { of: "string" })),
  personal(field("order.note", "string", ["买家留言", "Note"])),
  field("order.fulfilment", "string", ["履约状态", "Fulfilment state"], {
    description: both("统一状态码，如 ORD_004", "Unified code such as ORD_004"),
  }),
  always(field("order.cancelled", "boolean", ["已取消", "Cancelled"])),
  field("order.deadline", "date-time", ["承诺时限", "Promised by"], {
    description: both(
      "按承诺表，接单时定下最晚何时发出",
      "When it has to leave, by the table of promises, fixed when it came",
    ),
  }),
  field("order.hold", "object", ["挂起", "Hold"]),
  field("order.hold.reason", "string", ["挂起原因", "Reason of the hold"]),
  field("order.hold.since", "date-time", ["挂起时间", "Held since"]),
  always(
    field("order.attributes", "object", ["扩展属性", "Attributes"], {
      description: both("各渠道自己的字段", "What a channel adds of its own"),
    }),
  ),
];

const customer: readonly Field[] = [
  always(personal(field("order.customer", "object", ["客户", "Customer"]))),
  personal(field("order.customer.channelCustomerId", "string", ["渠道客户号", "Channel customer id"])),
  personal(field("order.customer.name", "string", ["客户姓名", "Customer name"])),
  personal(field("order.customer.phone", "string", ["客户电话", "Customer phone"])),
  personal(field("order.customer.email", "string", ["客户邮箱", "Customer e-mail"])),
  field("order.customer.level", "string", ["客户等级", "Customer level"], { usual: listed(levels) }),
  personal(field("order.customer.deviceId", "string", ["设备号", "Device id"])),
  personal(field("order.customer.buyerToken", "string", ["平台买家标识", "Buyer token"])),
  always(
    personal(
      field("order.customer.identity", "string", ["客户指纹", "Customer fingerprint"], {
        description: both(
          "由电话、地址、设备算出，跨渠道认出同一个人",
          "From phone, address and device: the same person on every channel",
        ),
      }),
    ),
  ),
];

const payment: readonly Field[] = [
  always(field("order.payment", "object", ["付款", "Payment"])),
  always(field("order.payment.method", "string", ["付款方式", "Payment method"], { values: listed(methods) })),
  always(field("order.payment.status", "string", ["付款状态", "Payment status"], { values: listed(statuses) })),
  field("order.payment.paidAt", "date-time", ["付款时间", "Paid at"]),
  field("order.payment.termDays", "number", ["账期天数", "Credit term"], { unit: "day" }),
  field("order.payment.reference", "string", ["付款流水号", "Payment reference"]),
];

const delivery: readonly Field[] = [
  always(personal(field("order.shipTo", "object", ["收货", "Ship to"]))),
  always(
    field("order.shipTo.country", "string", ["国家", "Country"], {
      description: both("ISO 3166 代码，如 CN", "ISO 3166 code such as CN"),
    }),
  ),
  field("order.shipTo.province", "string", ["省", "Province"]),
  field("order.shipTo.city", "string", ["市", "City"]),
  field("order.shipTo.district", "string", ["区县", "District"]),
  always(personal(field("order.shipTo.street", "string", ["街道门牌", "Street"]))),
  personal(field("order.shipTo.postalCode", "string", ["邮编", "Postal code"])),
  always(personal(field("order.shipTo.name", "string", ["收货人", "Recipient"]))),
  personal(field("order.shipTo.phone", "string", ["收货电话", "Recipient's phone"])),
  always(field("order.service", "object", ["服务承诺", "Service"])),
  always(
    field("order.service.coldChain", "boolean", ["冷链", "Cold chain"], {
      description: both("没写就是否", "False when nothing was promised"),
    }),
  ),
  field("order.service.deliverBy", "date-time", ["最晚送达", "Deliver by"]),
  field("order.service.deliverFrom", "date-time", ["最早送达", "Deliver from"]),
  field("order.service.promise", "string", ["时效承诺", "Promise"]),
  field("order.service.pickupPoint", "string", ["自提点", "Pickup point"]),
];

/** The fields of a line, below whatever name it goes by: `order.lines`, or `line` of an `each`. */
export function lineFields(path: string, [zh, en]: readonly [string, string]): readonly Field[] {
  return [
    always(field(`${path}.id`, "string", [`${zh}行号`, `${en} id`])),
    always(field(`${path}.sku`, "string", [`${zh} SKU`, `${en} SKU`])),
    field(`${path}.family`, "string", [`${zh}同族`, `${en} family`], {
      description: both("同族的商品可以互相替代", "Products of one family stand for each other"),
    }),
    field(`${path}.name`, "string", [`${zh}名称`, `${en} name`]),
    always(field(`${path}.quantity`, "number", [`${zh}数量`, `${en} quantity`], { unit: "piece" })),
    always(field(`${path}.unitPrice`, "money", [`${zh}单价`, `${en} unit price`])),
    always(field(`${path}.total`, "money", [`${zh}小计`, `${en} total`])),
    field(`${path}.boundTo`, "string", [`${zh}绑定的行`, `${en} bound to`]),
    always(field(`${path}.gift`, "boolean", [`${zh}是赠品`, `${en} is a gift`])),
  ];
}

const lists: readonly Field[] = [
  always(
    field("order.lines", "list", ["商品行", "Lines"], {
      of: "object",
      description: both("还有效的行，含赠品", "The lines that stand, gifts included"),
    }),
  ),
  ...lineFields("order.lines", ["行", "Line"]),
  always(field("order.gifts", "list", ["赠品行", "Gift lines"], { of: "object" })),
  ...lineFields("order.gifts", ["赠品", "Gift"]),
  always(field("order.cancelledLines", "list", ["已取消的行", "Cancelled lines"], { of: "object" })),
  ...lineFields("order.cancelledLines", ["已取消行", "Cancelled line"]),
];

export const orderFields: readonly Field[] = [...head, ...customer, ...payment, ...delivery, ...lists];
