import type { Random } from "../random.ts";

/** A country that is sold to, with addresses that exist together. Names are common ones, numbers are made up. */
export interface Country {
  readonly code: string;
  readonly currency: string;
  /** What one yuan is there; a price list, not a market. */
  readonly rate: number;
  readonly phone: string;
  readonly names: readonly string[];
  readonly places: readonly {
    readonly province?: string;
    readonly city: string;
    readonly street: string;
    readonly postalCode: string;
  }[];
}

export const singapore: Country = {
  code: "SG",
  currency: "SGD",
  rate: 0.19,
  phone: "+659",
  names: ["Tan Wei Ling", "Lim Jun Jie", "Nur Aisyah", "Ng Hui Min", "Rajesh Kumar"],
  places: [
    { city: "Singapore", street: "Orchard Road", postalCode: "238839" },
    { city: "Singapore", street: "Bukit Timah Road", postalCode: "259756" },
    { city: "Singapore", street: "Tampines Avenue 4", postalCode: "529681" },
  ],
};
export const thailand: Country = {
  code: "TH",
  currency: "THB",
  rate: 4.9,
  phone: "+668",
  names: ["Somchai Jaidee", "Kanya Srisuk", "Niran Wongsa", "Ploy Chaiyasit"],
  places: [
    { province: "Bangkok", city: "Watthana", street: "Sukhumvit Road", postalCode: "10110" },
    { province: "Bangkok", city: "Pathum Wan", street: "Rama I Road", postalCode: "10330" },
    { province: "Chiang Mai", city: "Mueang Chiang Mai", street: "Nimmanhaemin Road", postalCode: "50200" },
  ],
};
export const malaysia: Country = {
  code: "MY",
  currency: "MYR",
  rate: 0.63,
  phone: "+6012",
  names: ["Siti Nurhaliza", "Lee Chong Wai", "Ahmad Faizal", "Wong Mei Yee"],
  places: [
    { province: "Wilayah Persekutuan", city: "Kuala Lumpur", street: "Jalan Ampang", postalCode: "50450" },
    { province: "Selangor", city: "Petaling Jaya", street: "Jalan SS 2", postalCode: "47300" },
    { province: "Pulau Pinang", city: "George Town", street: "Jalan Burma", postalCode: "10050" },
  ],
};
export const unitedStates: Country = {
  code: "US",
  currency: "USD",
  rate: 0.14,
  phone: "+141555501",
  names: ["Emily Carter", "James Nguyen", "Maria Lopez", "David Kim"],
  places: [
    { province: "CA", city: "San Francisco", street: "Market Street", postalCode: "94103" },
    { province: "NY", city: "New York", street: "Broadway", postalCode: "10012" },
    { province: "WA", city: "Seattle", street: "Pine Street", postalCode: "98101" },
  ],
};

export function phoneAbroad(country: Country, random: Random): string {
  return country.phone + random.digits(12 - country.phone.length);
}

/** A price there in the currency's minor units, a whole number of its major units less one tenth: 24.90. */
export function priceAbroad(fen: number, { rate }: Country): number {
  return Math.max(1, Math.round((fen * rate) / 100)) * 100 - 10;
}
