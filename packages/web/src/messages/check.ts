// SPDX-License-Identifier: Apache-2.0
// The catalogues of the page "Is this a scam?". They are apart from the others, because they are loaded with that page
// only.

import { checkEn } from './check-en.ts'
import { checkKo } from './check-ko.ts'
import type { Catalogue, Language } from './index.ts'

export type CheckMessages = Catalogue<typeof checkKo>

export const CHECK_CATALOGUES: Readonly<Record<Language, CheckMessages>> = { ko: checkKo, en: checkEn }
