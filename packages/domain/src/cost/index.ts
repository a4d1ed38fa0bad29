export type { Offer, OfferCost, OfferCostJson, OfferProblem } from './cost.ts'
export { compareOffer, offerCost, offerCostToJson, offerProblems, ratioText } from './cost.ts'
