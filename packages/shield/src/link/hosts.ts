// SPDX-License-Identifier: Apache-2.0
// Hosts where what stands behind an address is not its owner's: shorteners, places where anybody puts up pages, and
// endings that traps prefer. Names were checked against what the services say of themselves.

const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Their links lead on; where to cannot be seen. */
const SHORTENERS = words(`
  bit.ly bitly.com j.mp tinyurl.com t.ly is.gd v.gd cutt.ly ow.ly buff.ly rebrand.ly short.io shorturl.at rb.gy s.id
  goo.gl t.co lnkd.in tiny.cc bl.ink shorte.st adf.ly ouo.io bc.vc soo.gd clck.ru u.to qps.ru kutt.it dub.sh dub.co
  tny.im x.co snip.ly urlz.fr x.gd shrtco.de chilp.it hyperurl.co lihi.cc lihi1.com lihi2.com lihi3.com reurl.cc pse.is
  ppt.cc t2m.io cli.re gg.gg tr.im qr.ae trib.al dlvr.it ift.tt wp.me surl.li 2no.co grabify.link iplogger.org
  han.gl me2.do me2.kr vo.la buly.kr c11.kr url.kr zrr.kr abit.ly bitl.kr durl.kr hoy.kr lrl.kr m.site.naver.com
  naver.me kko.to coupa.ng vvd.bz glj.kr han.st muz.so ko.gl zxcv.be
  qrco.de scnv.io me-qr.com t.me wa.me lin.ee linktr.ee litt.ly bio.link beacons.ai taplink.cc campsite.bio
`)

/** Shorteners that belong to one brand and lead only to its own pages. */
const OWN_SHORTENERS = words('naver.me kko.to coupa.ng')

export function isShortener(host: string, registrable: string): boolean {
  return (SHORTENERS.has(host) || SHORTENERS.has(registrable)) && !OWN_SHORTENERS.has(registrable)
}

/** Names that a text means as a link even without scheme and path. */
export function isListed(registrable: string): boolean {
  return SHORTENERS.has(registrable)
}
