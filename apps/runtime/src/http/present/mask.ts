import type { Order } from "@orderloom/rule-dsl";

/** A name with all but its first and last character hidden: 李*婷, 周*, J***n. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const first = characters[0] ?? "";
  if (characters.length <= 2) return `${first}*`;
  return `${first}${/[\u4e00-\u9fff]/.test(first) ? "*" : "***"}${characters.at(-1) ?? ""}`;
}

/** A phone number with its middle hidden: 138****6021. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length < 7 ? "****" : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** The order as it leaves the house by default: personal values masked (H10). */
export function maskOrder(order: Order): Order {
  const { customer, shipTo } = order;
  return {
    ...order,
    customer: {
      ...customer,
      ...(customer.name === undefined ? {} : { name: maskName(customer.name) }),
      ...(customer.phone === undefined ? {} : { phone: maskPhone(customer.phone) }),
      ...(customer.email === undefined ? {} : { email: customer.email.replace(/^(.).*@/, "$1***@") }),
      ...(customer.deviceId === undefined ? {} : { deviceId: "****" }),
      ...(customer.buyerToken === undefined ? {} : { buyerToken: "****" }),
    },
    shipTo: {
      ...shipTo,
      street: "****",
      name: maskName(shipTo.name),
      ...(shipTo.phone === undefined ? {} : { phone: maskPhone(shipTo.phone) }),
    },
  };
}
