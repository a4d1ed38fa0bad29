export type { Currency, Money, MoneyJson, Unit } from './money.ts'
export {
  add,
  compare,
  currencyOf,
  exponentOf,
  formatAmount,
  isPositive,
  isUnit,
  money,
  moneyToJson,
  parseMoney,
  sameUnit,
  subtract,
  sum,
  zero,
} from './money.ts'
export type { Rate, Rounding } from './rate.ts'
export { allocate, applyRate, mulDiv, multiplyRates, ONE, parseRate, rate, rateToDecimal } from './rate.ts'
