// SPDX-License-Identifier: Apache-2.0
// The frame around every page: language, menu, footer, and which page stands at which address.

import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient, useSession } from '../api/queries.ts'
import { CATALOGUES, type Language } from '../messages/index.ts'
import { AcceptPage } from '../pages/accept/accept-page.tsx'
import { CheckPage } from '../pages/check/check-page.tsx'
import { ConversionsPage } from '../pages/conversions-page.tsx'
import { FollowPage } from '../pages/follow/follow-page.tsx'
import { ReceiptPage } from '../pages/follow/receipt-page.tsx'
import { HomePage } from '../pages/home/home-page.tsx'
import { OfferPage } from '../pages/offer-page.tsx'
import { ResultPage } from '../pages/result/result-page.tsx'
import { Link } from '../parts/link.tsx'
import { Logo } from '../parts/logo.tsx'
import { LanguageProvider, preferredLanguage, useSpeech } from './language.tsx'
import { navigate, type Page, parseAddress, pathOf, useFocusHeading, usePath } from './router.ts'

export function App() {
  const path = usePath()
  const { language, page } = parseAddress(path)
  useFocusHeading(page)
  useEffect(() => {
    if (language === undefined) navigate(pathOf(preferredLanguage(), page), { replace: true })
  }, [language, page])
  if (language === undefined) return null
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider language={language}>
        <Frame language={language} page={page} />
      </LanguageProvider>
    </QueryClientProvider>
  )
}

function titleOf(page: Page, language: Language): string {
  const t = CATALOGUES[language]
  const titles: Record<Page['name'], string> = {
    home: t.home.title,
    quote: t.result.title,
    accept: t.accept.title,
    conversions: t.conversions.title,
    follow: t.conversions.title,
    receipt: t.receipt.title,
    offer: t.offer.title,
    check: t.check.title,
    not_found: t.app.notFoundTitle,
  }
  return t.app.titleOf(titles[page.name])
}

function Frame({ language, page }: { readonly language: Language; readonly page: Page }) {
  const { t } = useSpeech()
  const title = titleOf(page, language)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <a className="skip" href="#main">
        {t.app.skip}
      </a>
      <Header language={language} page={page} />
      <main id="main" tabIndex={-1}>
        <PageAt page={page} />
      </main>
      <Footer />
    </>
  )
}

function Header({ language, page }: { readonly language: Language; readonly page: Page }) {
  const { t } = useSpeech()
  const other: Language = language === 'ko' ? 'en' : 'ko'
  const otherPath = pathOf(other, page)
  return (
    <header className="top no-print">
      <Link to={{ name: 'home' }} className="brand" label={t.app.home}>
        <Logo />
        <span>{t.app.name}</span>
      </Link>
      <nav aria-label={t.app.navigation}>
        <Link to={{ name: 'conversions' }} className="top-link" current={page.name === 'conversions'}>
          {t.app.conversions}
        </Link>
        <Link to={{ name: 'offer' }} className="top-link" current={page.name === 'offer'}>
          {t.app.offer}
        </Link>
        <Link to={{ name: 'check' }} className="top-link" current={page.name === 'check'}>
          {t.app.check}
        </Link>
        <a
          href={otherPath}
          className="top-link top-language"
          hrefLang={other}
          lang={other}
          onClick={event => {
            event.preventDefault()
            // The fragment stays: it may hold a shared result.
            navigate(otherPath + window.location.hash, { replace: true })
          }}
        >
          {t.app.otherLanguage}
        </a>
      </nav>
    </header>
  )
}

function Footer() {
  const { language, t } = useSpeech()
  const session = useSession()
  return (
    <footer className="foot no-print">
      <p>{t.app.footer}</p>
      <p className="foot-small">
        {session.data?.simulatedRails === true && <span>{t.app.simulated}</span>}
        <a href={`/${language}/questions`}>{t.app.questions}</a>
        <a href={`/${language}/rules`}>{t.app.rules}</a>
        <a href="/docs">{t.app.api}</a>
      </p>
    </footer>
  )
}

function PageAt({ page }: { readonly page: Page }) {
  switch (page.name) {
    case 'home':
      return <HomePage />
    case 'quote':
      return <ResultPage quoteId={page.quoteId} />
    case 'accept':
      return <AcceptPage quoteId={page.quoteId} optionIds={page.optionIds} />
    case 'conversions':
      return <ConversionsPage />
    case 'follow':
      return <FollowPage conversionIds={page.conversionIds} />
    case 'receipt':
      return <ReceiptPage conversionId={page.conversionId} />
    case 'offer':
      return <OfferPage />
    case 'check':
      return <CheckPage />
    case 'not_found':
      return <NotFound />
  }
}

function NotFound() {
  const { t } = useSpeech()
  return (
    <div className="narrow">
      <h1 tabIndex={-1}>{t.app.notFoundTitle}</h1>
      <p className="lead">{t.app.notFoundText}</p>
      <Link to={{ name: 'home' }} className="button button-primary">
        {t.app.goHome}
      </Link>
    </div>
  )
}
