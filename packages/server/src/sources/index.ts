export { createSimulatedIssuer, type SimulatedIssuerOptions } from './simulated-issuer.ts'
