// SPDX-License-Identifier: Apache-2.0
// What `jandon pack diff` and `jandon pack impact` say.

import type { Language } from './index.ts'

export interface PackCompareMessages {
  readonly diff: string
  readonly impact: string
  readonly old: string
  readonly new: string
  readonly decisions: string
  readonly diffExamples: readonly string[]
  readonly impactExamples: readonly string[]
  readonly notAPack: (path: string) => string
  readonly notADate: (text: string) => string
  readonly notReadable: (path: string) => string
  readonly notJson: (line: number) => string
  readonly between: (old: string, is: string) => string
  readonly nothing: string
  readonly rules: string
  readonly parameters: string
  readonly others: string
  readonly from: (date: string, until: string | undefined) => string
  readonly textOnly: string
  readonly none: string
  readonly counted: (all: string, same: string, unreadable: string) => string
  readonly more: (count: string, amount: string) => string
  readonly less: (count: string, amount: string) => string
  readonly net: (amount: string) => string
  readonly outcomes: string
  readonly outcome: Readonly<Record<'allow' | 'refuse' | 'needs_facts', string>>
  readonly byRule: string
  readonly examplesMore: string
  readonly examplesLess: string
  readonly unreadable: string
  readonly line: (line: number) => string
}

const SPEC = 'policy-packs/us-ca@2026-03-31 policy-packs/us-ca@2026-04-01'

export const PACK_COMPARE: Readonly<Record<Language, PackCompareMessages>> = {
  ko: {
    diff: '법령 팩 두 판의 차이를 보여 줘요.',
    impact: '저장된 결정을 두 판으로 다시 정해, 누가 얼마나 더 받고 덜 받는지 보여 줘요.',
    old: '이전 팩의 폴더. 뒤에 @날짜를 붙이면 그날의 법',
    new: '새 팩의 폴더. 뒤에 @날짜를 붙이면 그날의 법',
    decisions: '한 줄에 결정 하나씩 담긴 JSON 파일',
    diffExamples: [`jandon pack diff ${SPEC}`],
    impactExamples: [`jandon pack impact ${SPEC} --decisions decisions.jsonl`],
    notAPack: path => `${path}에 pack.yaml이 없어요. 팩 폴더를 적어 주세요.`,
    notADate: text => `"${text}"는 날짜가 아니에요. @2026-04-01처럼 적어 주세요.`,
    notReadable: path => `${path} 파일을 읽을 수 없어요. 경로를 확인해 주세요.`,
    notJson: line => `${line}번째 줄이 JSON이 아니에요. 한 줄에 JSON 하나씩 적어 주세요.`,
    between: (old, is) => `${old} → ${is}`,
    nothing: '결정을 바꾸는 차이가 없어요.',
    rules: '규칙',
    parameters: '법정 값',
    others: '그 밖의 항목',
    from: (date, until) => (until ? `${date}부터 ${until}까지` : `${date}부터`),
    textOnly: '글만 바뀜',
    none: '없음',
    counted: (all, same, unreadable) => `결정 ${all}건: 그대로 ${same}건, 읽지 못함 ${unreadable}건`,
    more: (count, amount) => `더 받음 ${count}건, 모두 ${amount}`,
    less: (count, amount) => `덜 받음 ${count}건, 모두 ${amount}`,
    net: amount => `합계 ${amount}`,
    outcomes: '결정이 바뀜',
    outcome: { allow: '가능', refuse: '거절', needs_facts: '질문' },
    byRule: '규칙별',
    examplesMore: '더 받는 예',
    examplesLess: '덜 받는 예',
    unreadable: '읽지 못한 줄',
    line: line => `${line}번째 줄`,
  },
  en: {
    diff: 'Shows how two versions of a law pack differ.',
    impact: 'Decides stored decisions again under both versions, and shows who gets more or less.',
    old: 'Directory of the earlier pack; with @DATE, the law of that day',
    new: 'Directory of the later pack; with @DATE, the law of that day',
    decisions: 'File with one decision as JSON on each line',
    diffExamples: [`jandon pack diff ${SPEC}`],
    impactExamples: [`jandon pack impact ${SPEC} --decisions decisions.jsonl`],
    notAPack: path => `${path} holds no pack.yaml. Name the directory of a pack.`,
    notADate: text => `"${text}" is not a date. Write it as in @2026-04-01.`,
    notReadable: path => `The file ${path} cannot be read. Check the path.`,
    notJson: line => `Line ${line} is not JSON. Write one JSON object on each line.`,
    between: (old, is) => `${old} → ${is}`,
    nothing: 'Nothing differs that could change a decision.',
    rules: 'Rules',
    parameters: 'Figures',
    others: 'Other entries',
    from: (date, until) => (until ? `from ${date} until ${until}` : `from ${date}`),
    textOnly: 'texts only',
    none: 'none',
    counted: (all, same, unreadable) => `${all} decisions: ${same} the same, ${unreadable} unreadable`,
    more: (count, amount) => `${count} get more, ${amount} in all`,
    less: (count, amount) => `${count} get less, ${amount} in all`,
    net: amount => `Net ${amount}`,
    outcomes: 'Outcomes that changed',
    outcome: { allow: 'allowed', refuse: 'refused', needs_facts: 'asked' },
    byRule: 'By rule',
    examplesMore: 'Examples that get more',
    examplesLess: 'Examples that get less',
    unreadable: 'Lines that could not be read',
    line: line => `line ${line}`,
  },
}
