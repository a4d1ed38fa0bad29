// SPDX-License-Identifier: Apache-2.0
// What `jandon decision replay` and `jandon decision export` say.

import type { Language } from './index.ts'

export interface DecisionMessages {
  readonly description: string
  readonly replay: string
  readonly id: string
  readonly quote: string
  readonly all: string
  readonly from: string
  readonly to: string
  readonly under: string
  readonly asOf: string
  readonly replayExamples: readonly string[]
  readonly exporting: string
  readonly file: string
  readonly jurisdiction: string
  readonly exportExamples: readonly string[]
  readonly one: string
  readonly progress: string
  readonly differing: (count: number) => string
  readonly same: (id: string, version: string) => string
  readonly differs: (id: string, version: string, count: number) => string
  readonly engines: (was: string, is: string) => string
  readonly net: (was: string, is: string, difference: string) => string
  readonly nothing: string
  readonly hidden: (count: number) => string
  readonly notKept: (id: string) => string
  readonly allSame: (count: string) => string
  readonly someDiffer: (count: string, differing: string, notKept: string) => string
  readonly sum: (difference: string) => string
  readonly none: string
  readonly exported: (file: string, count: number, left: number) => string
}

export const DECISION: Readonly<Record<Language, DecisionMessages>> = {
  ko: {
    description: '저장된 결정을 다뤄요.',
    replay: '저장된 결정을 그때의 법으로 다시 정해서, 그때 답과 하나하나 맞춰 봐요.',
    id: '결정 (dec_…)',
    quote: '이 견적(qte_…)의 결정을 모두',
    all: '저장된 결정을 모두',
    from: '이날 만든 결정부터 (한국 시간)',
    to: '이날 만든 결정까지 (한국 시간)',
    under: '다른 판이나 지금 법(current)이라면 어땠을지 봐요',
    asOf: '다른 날이었다면 어땠을지 봐요',
    replayExamples: [
      'jandon decision replay dec_…',
      'jandon decision replay --quote qte_… --under current',
      'jandon decision replay --all --from 2026-11-01 --to 2026-11-30',
    ],
    exporting: '저장된 결정을 `jandon pack impact`가 읽는 파일로 내보내요. 이름, 생일, 번호, 직접 쓴 글은 담지 않아요.',
    file: '쓸 파일',
    jurisdiction: '어느 나라의 결정인지',
    exportExamples: [
      'jandon decision export decisions.jsonl --from 2026-11-01 --to 2026-11-30',
      'jandon pack impact policy-packs/kr@2026-11-23 policy-packs/kr@2027-01-01 --decisions decisions.jsonl',
    ],
    one: 'dec_…, --quote, --all',
    progress: '결정',
    differing: count => `달라진 결정 ${count}건`,
    same: (id, version) => `${id}  그때와 똑같아요 (${version})`,
    differs: (id, version, count) => `${id}  ${count}곳이 달라요 (${version})`,
    engines: (was, is) => `그때는 판단 엔진 ${was}, 지금은 ${is}`,
    net: (was, is, difference) => `받을 돈 ${was} → ${is} (${difference})`,
    nothing: '없음',
    hidden: count => `… ${count}곳 더`,
    notKept: id => `${id}  결정할 때 쓴 판이 서버에 없어서 다시 정하지 못했어요`,
    allSame: count => `결정 ${count}건이 모두 그때와 똑같아요.`,
    someDiffer: (count, differing, notKept) =>
      `결정 ${count}건 가운데 ${differing}건이 달라요. 판이 없어 못 본 것은 ${notKept}건이에요.`,
    sum: difference => `받을 돈의 차이를 모두 더하면 ${difference}`,
    none: '그런 결정이 없어요.',
    exported: (file, count, left) =>
      `결정 ${count}건을 ${file}에 썼어요.${left > 0 ? ` 읽을 수 없는 ${left}건은 뺐어요.` : ''}`,
  },
  en: {
    description: 'The stored decisions.',
    replay: 'Makes stored decisions again under the law of their time, and compares each with its answer.',
    id: 'the decision (dec_…)',
    quote: 'all decisions of this quote (qte_…)',
    all: 'all stored decisions',
    from: 'made on this day or later (Korean time)',
    to: 'made on this day or earlier (Korean time)',
    under: 'shows what another version, or the law now (current), would answer',
    asOf: 'shows what would be answered for another day',
    replayExamples: [
      'jandon decision replay dec_…',
      'jandon decision replay --quote qte_… --under current',
      'jandon decision replay --all --from 2026-11-01 --to 2026-11-30',
    ],
    exporting:
      'Writes stored decisions to a file that `jandon pack impact` reads. It holds no name, birthday, number or free text.',
    file: 'the file to write',
    jurisdiction: 'whose law decided',
    exportExamples: [
      'jandon decision export decisions.jsonl --from 2026-11-01 --to 2026-11-30',
      'jandon pack impact policy-packs/kr@2026-11-23 policy-packs/kr@2027-01-01 --decisions decisions.jsonl',
    ],
    one: 'dec_…, --quote, --all',
    progress: 'decisions',
    differing: count => `${count} differ`,
    same: (id, version) => `${id}  the same as it was (${version})`,
    differs: (id, version, count) => `${id}  ${count} differences (${version})`,
    engines: (was, is) => `decided by engine ${was}, now ${is}`,
    net: (was, is, difference) => `to be received ${was} → ${is} (${difference})`,
    nothing: 'nothing',
    hidden: count => `… ${count} more`,
    notKept: id => `${id}  could not be made again: the server does not keep its version`,
    allSame: count => `All ${count} decisions came out as they were.`,
    someDiffer: (count, differing, notKept) =>
      `Of ${count} decisions ${differing} differ; for ${notKept} the version is not kept.`,
    sum: difference => `All differences of what is received together: ${difference}`,
    none: 'There are no such decisions.',
    exported: (file, count, left) =>
      `${count} decisions written to ${file}.${left > 0 ? ` ${left} that cannot be read were left out.` : ''}`,
  },
}
