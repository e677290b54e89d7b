import type { Address, Customer } from "@orderloom/rule-dsl";
import { type Random, randomFrom } from "../random.ts";
import { type Country, malaysia, phoneAbroad, singapore, thailand, unitedStates } from "../shop/abroad.ts";
import type { ShopChannel } from "../shop/channels.ts";
import { companies } from "../shop/companies.ts";
import { chineseName, chinesePhone, maskedPhone } from "../shop/people.ts";
import { chinesePlace } from "../shop/places.ts";

/** Who orders, where it goes, and what money is used there. */
export interface Buyer {
  readonly customer: Customer;
  readonly shipTo: Address;
  /** Absent: mainland China, in yuan. */
  readonly abroad?: Country;
  /** Who wrote the order down, for orders that people take. */
  readonly placedBy?: string;
}

const shopeeCountries = [
  [singapore, 4],
  [thailand, 3],
  [malaysia, 3],
] as const;
const levels = [
  ["member", 14],
  ["silver", 4],
  ["gold", 2],
] as const;
const salespeople = ["chen-yu", "lin-hao"];

/** Whoever buys through this channel. Persons are numbered, so that one and the same buys through several channels. */
export function buyerOn(channel: ShopChannel, random: Random, town: Town): Buyer {
  if (channel.id === "b2b") return companyBuyer(random, town);
  if (channel.id === "shopee") return buyerAbroad(channel, random, random.weighted(shopeeCountries));
  if (channel.id === "own-site") return buyerAbroad(channel, random, unitedStates);
  return personOn(channel, town.person(random.int(1, town.people)));
}

/** Everybody who might buy: the same seed has the same people, whatever they order. */
export interface Town {
  readonly people: number;
  person(number: number): Person;
  company(id: string): Address;
}
interface Person {
  readonly number: number;
  readonly name: string;
  readonly phone: string;
  readonly level: string;
  readonly deviceId: string;
  readonly home: Address;
}

export function townOf(seed: string, people: number): Town {
  return {
    people: Math.max(1, people),
    person: (number) => personFrom(number, randomFrom(`${seed}/person/${number}`)),
    company: (id) => companyAddress(id, randomFrom(`${seed}/company/${id}`)),
  };
}

function personFrom(number: number, random: Random): Person {
  const name = chineseName(random);
  const phone = chinesePhone(random);
  const { street, ...place } = chinesePlace(random);
  const deviceId = randomHex(random, 8);
  return {
    number,
    name,
    phone,
    level: random.weighted(levels),
    deviceId,
    home: { country: "CN", ...place, street, name, phone },
  };
}

function personOn({ prefix, masksPhones }: ShopChannel, person: Person): Buyer {
  const token = randomFrom(`${prefix}/${person.phone}`);
  const phone = masksPhones === true ? maskedPhone(person.phone) : person.phone;
  const customer: Customer = {
    channelCustomerId: `${prefix.toLowerCase()}-${token.digits(8)}`,
    name: person.name,
    phone,
    level: person.level,
    ...(masksPhones === true ? {} : { deviceId: person.deviceId }),
    buyerToken: `${prefix.toLowerCase()}b_${randomHex(token, 6)}`,
  };
  return { customer, shipTo: { ...person.home, phone } };
}

function buyerAbroad({ prefix }: ShopChannel, random: Random, country: Country): Buyer {
  const name = random.pick(country.names);
  const phone = phoneAbroad(country, random);
  const { street, ...place } = random.pick(country.places);
  return {
    customer: { channelCustomerId: `${prefix.toLowerCase()}-${random.digits(8)}`, name, phone, level: "member" },
    shipTo: { country: country.code, ...place, street: `${random.int(1, 990)} ${street}`, name, phone },
    abroad: country,
  };
}

function companyBuyer(random: Random, town: Town): Buyer {
  const company = random.weighted(companies.map((one): readonly [typeof one, number] => [one, one.share]));
  const shipTo = town.company(company.id);
  return {
    customer: {
      channelCustomerId: company.id,
      name: company.name,
      level: "business",
      ...(shipTo.phone === undefined ? {} : { phone: shipTo.phone }),
    },
    shipTo,
    placedBy: random.pick(salespeople),
  };
}

/** Where a company is: the city in its name. */
function companyAddress(id: string, random: Random): Address {
  const company = companies.find((one) => one.id === id);
  const name = `${company?.name ?? id} ${company?.contact ?? ""}`.trim();
  const city = company?.name.slice(0, 2) ?? "";
  for (let tries = 0; tries < 1000; tries++) {
    const place = chinesePlace(random);
    if (place.city.startsWith(city)) return { country: "CN", ...place, name, phone: chinesePhone(random) };
  }
  throw new Error(`the demo sells to no city that is called ${city}`);
}

function randomHex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join("");
}
