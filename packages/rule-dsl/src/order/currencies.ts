/*
 * ISO 4217 list one: currencies in use, without metals, bond units and test codes, which have no minor unit and price
 * no order. Grouped by the digits of their minor unit.
 */
const digits: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
    COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
    NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
    SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const digitsOf = new Map(
  Object.entries(digits).flatMap(([count, codes]) => codes.split(/\s+/).map((code) => [code, Number(count)] as const)),
);

export const currencyCodes: readonly string[] = [...digitsOf.keys()].sort();
export const isCurrency = (code: string): boolean => digitsOf.has(code);

/** Decimals of the currency's minor unit: CNY 2, JPY 0, KWD 3. Two for a code that is none. */
export const minorUnitDigits = (code: string): number => digitsOf.get(code) ?? 2;
