export type { Offer, OfferCost, OfferCostJson, OfferProblem } from './cost.ts'
export { compareOffer, offerCostToJson, offerProblems, ratioText } from './cost.ts'
