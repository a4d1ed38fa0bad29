// SPDX-License-Identifier: Apache-2.0
// The words of the picture of where the money of an offer goes. What the law says comes with the answer of the API.

interface MoneyFlowWords {
  readonly title: string
  readonly label: (amounts: { bill: string; cash: string; kept: string }) => string
  readonly ofBill: (percent: string) => string
  readonly fromBill: string
  readonly compareTitle: string
  readonly thisOffer: string
  readonly stateLoan: string
  readonly compareLabel: (offer: string, loan: string) => string
  readonly notALoan: string
  readonly overMost: (most: string) => string
  readonly whoTitle: string
}

const ko: MoneyFlowWords = {
  title: '돈은 이렇게 흘러가요',
  label: ({ bill, cash, kept }) =>
    `청구서로 낼 돈 ${bill}이 둘로 갈라져요. ${cash}은 지금 나에게 오고, ${kept}은 사들이는 쪽이 가져가요. 나중에 ${bill}을 모두 내가 내요.`,
  ofBill: percent => `청구액의 ${percent}`,
  fromBill: '내가 나중에 낼 돈',
  compareTitle: '같은 현금을 쓰는 데 드는 돈',
  thisOffer: '이 제안',
  stateLoan: '나라의 소액 대출',
  compareLabel: (offer, loan) =>
    `같은 현금을 같은 날수만큼 쓰는 데 이 제안은 ${offer}, 나라의 소액 대출은 ${loan}이 들어요.`,
  notALoan: '왜 ‘이자’라고 하지 않나요?',
  overMost: most => `나라의 소액 대출은 한 사람에 ${most}까지예요.`,
  whoTitle: '누가 법을 어기는 건가요?',
}

const en: MoneyFlowWords = {
  title: 'Where the money goes',
  label: ({ bill, cash, kept }) =>
    `The ${bill} of your bill parts in two: ${cash} reaches you now and ${kept} stays with the buyer. Later you pay all of the ${bill}.`,
  ofBill: percent => `${percent} of the bill`,
  fromBill: 'What you pay later',
  compareTitle: 'What the same cash costs',
  thisOffer: 'This offer',
  stateLoan: 'State small loan',
  compareLabel: (offer, loan) =>
    `For the same cash and the same days this offer takes ${offer}; the state small loan costs ${loan}.`,
  notALoan: 'Why is it not called interest?',
  overMost: most => `The state small loan is at most ${most} a person.`,
  whoTitle: 'Who breaks the law?',
}

export const MONEY_FLOW_WORDS = { ko, en } as const
