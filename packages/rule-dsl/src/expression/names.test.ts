import { describeSame } from "./testing/describe-same.ts";

/** Names people give: with spaces, signs, keywords inside, of any script. */
const facts = {
  "days in weekend": ["sat", "sun"],
  "in a list": [1, 2],
  "Pre-bureau risk": 3,
  "a+b": 4,
  "x and y": 5,
  "not valid": true,
  "input 1": 6,
  date: 7,
  list: [8],
  "客户 等级": "gold",
  "it's": 9,
  Applicant: { "date of birth": "2000-01-01", "monthly-income": 10 },
};
const names = new Map<string, "any" | ReadonlyMap<string, "any">>([
  ...Object.keys(facts).map((name) => [name, "any"] as const),
  [
    "Applicant",
    new Map([
      ["date of birth", "any"],
      ["monthly-income", "any"],
    ]),
  ],
]);

describeSame(
  {
    "declared names": [
      ['for day in days in weekend return day = "sun"', "[false, true]"],
      ["for each in in a list return each", "[1, 2]"],
      ["Pre-bureau risk + 1", "4"],
      ["Pre - bureau risk + 1", "4"],
      ["a+b * 2", "8"],
      ["x and y = 5 and not valid", "true"],
      ["input 1 - input 1", "0"],
      ["date + 1", "8"],
      ["list[1]", "8"],
      ['客户 等级 = "gold"', "true"],
      ["it's", "9"],
      ["Applicant.date of birth", '"2000-01-01"'],
      ["Applicant.monthly-income * 2", "20"],
      ["Applicant.monthly -income", "10"],
    ],
    "names made inside": [
      ["{Loan amount: 100, Rate: 0.1, Fee: Loan amount * Rate}.Fee", "10"],
      ["(function(first number, second number) first number - second number)(second number: 1, first number: 5)", "4"],
      ["for my item in [1, 2] return my item * 2", "[2, 4]"],
      ["[{net price: 5}, {net price: 9}][net price > 6].net price", "[9]"],
    ],
    "unknown names are null where mistakes are": [
      ["nobody", "null"],
      ["Applicant.nothing", "null"],
      ["nobody + 1 = null", "true"],
    ],
  },
  facts,
  { names },
);
