export { createSimulatedBank, type SimulatedBankOptions } from './bank.ts'
export {
  type ActiveFault,
  type Fault,
  type FaultKind,
  faultMakesSense,
  LOST_ANSWER_MS,
  openSimulator,
  type Simulator,
  type SimulatorOptions,
  SLOW_ANSWER_MS,
  useFaults,
} from './simulator.ts'
export {
  type AccountBehaviour,
  accountBehaviour,
  type SerialBehaviour,
  serialBehaviour,
  TEST_ACCOUNTS,
  TEST_SERIALS,
} from './test-numbers.ts'
