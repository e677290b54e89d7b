import { maskEmail, maskName, maskPhone, type Order } from "@orderloom/rule-dsl";

/** The order as it leaves the house by default: personal values masked (H10). */
export function maskOrder(order: Order): Order {
  const { customer, shipTo } = order;
  return {
    ...order,
    customer: {
      ...customer,
      ...(customer.name === undefined ? {} : { name: maskName(customer.name) }),
      ...(customer.phone === undefined ? {} : { phone: maskPhone(customer.phone) }),
      ...(customer.email === undefined ? {} : { email: maskEmail(customer.email) }),
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
