// SPDX-License-Identifier: Apache-2.0
// Hosts where what stands behind an address is not its owner's: shorteners, places where anybody puts up pages, names
// that are given away; and endings that traps prefer.

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Their links lead on; where to cannot be seen. */
const SHORTENERS = words(`
  bit.ly bitly.com j.mp tinyurl.com t.ly is.gd v.gd cutt.ly ow.ly buff.ly rebrand.ly short.io shorturl.at rb.gy s.id
  goo.gl t.co lnkd.in tiny.cc bl.ink shorte.st adf.ly ouo.io bc.vc soo.gd clck.ru u.to qps.ru kutt.it dub.sh
  tny.im x.co snip.ly urlz.fr x.gd shrtco.de chilp.it hyperurl.co lihi.cc lihi1.com lihi2.com lihi3.com reurl.cc
  pse.is ppt.cc t2m.io cli.re gg.gg tr.im qr.ae trib.al dlvr.it ift.tt surl.li 2no.co grabify.link iplogger.org
  han.gl me2.do me2.kr vo.la buly.kr c11.kr url.kr zrr.kr abit.ly bitl.kr durl.kr hoy.kr lrl.kr vvd.bz glj.kr
  qrco.de scnv.io me-qr.com shorturl.com tinyurl.kr urlkr.com reurl.kr click.gl ko.gl
  utka.su ya.mba dokdo.in shrinke.me cuty.io exe.io bitly.ws tinu.be urly.it
`)

/** Pages of links and chat invitations: whoever made them leads on to anywhere. */
const LEADS_ON = words(`
  t.me telegram.me wa.me lin.ee linktr.ee litt.ly bio.link beacons.ai taplink.cc campsite.bio open.kakao.com
  pf.kakao.com discord.gg link.inpock.co.kr linkon.id m.me line.me
  onelink.me abr.ge app.link adj.st page.link go.link airbridge.io dynamiclink.io
`)

export function isShortener(host: string, owner: string): boolean {
  return SHORTENERS.has(host) || SHORTENERS.has(owner)
}

export function leadsOn(host: string, owner: string): boolean {
  return LEADS_ON.has(host) || LEADS_ON.has(owner)
}

/** Names that a text means as a link even without scheme and path. */
export function isListed(registrable: string): boolean {
  return SHORTENERS.has(registrable) || LEADS_ON.has(registrable)
}

/** Places where anybody puts up pages, forms or files, under a name that people trust; hosts and all below them. */
const USER_CONTENT = words(`
  docs.google.com forms.gle sites.google.com drive.google.com script.google.com storage.googleapis.com storage.cloud.google.com
  doc.google.com feedproxy.google.com force.com zohopublic.com
  firebasestorage.googleapis.com googleusercontent.com groups.google.com translate.goog appspot.com web.app
  firebaseapp.com page.link run.app cloudfunctions.net business.site colab.research.google.com
  forms.office.com sharepoint.com onedrive.live.com 1drv.ms azurewebsites.net windows.net azureedge.net
  azurefd.net cloudapp.azure.com azurestaticapps.net trafficmanager.net sway.office.com customervoice.microsoft.com
  amazonaws.com cloudfront.net elasticbeanstalk.com awsapprunner.com amplifyapp.com
  github.io githubusercontent.com gist.github.com gitlab.io bitbucket.io notion.site notion.so
  dropbox.com dropboxusercontent.com wetransfer.com we.tl mediafire.com mega.nz box.com
  codepen.io codesandbox.io replit.com jsfiddle.net glitch.com imgur.com livedrive.com pastebin.com pastelink.net
  blog.naver.com m.blog.naver.com cafe.naver.com m.cafe.naver.com post.naver.com form.naver.com naver.me
  tistory.com blog.daum.net cafe.daum.net open.kakao.com pf.kakao.com brunch.co.kr band.us velog.io modoo.at
  mycafe24.com cafe24.com imweb.me creatorlink.net godohosting.com gabia.io gethompy.com dothome.co.kr ivyro.net
  atlassian.net zendesk.com typeform.com jotform.com surveymonkey.com google.co.kr/forms tally.so walla.my
  qualtrics.com alchemer.com formstack.com cognitoforms.com 123formbuilder.com form.run smore.im
`)

/** Builders and hosts that give names away at no cost; beside those of the public list's private part. */
const FREE_HOSTS = words(`
  000webhostapp.com weebly.com wixsite.com wix.com webflow.io squarespace.com square.site blogspot.com wordpress.com
  github.io gitlab.io netlify.app vercel.app pages.dev workers.dev r2.dev herokuapp.com glitch.me repl.co replit.app
  surge.sh render.com onrender.com fly.dev railway.app firebaseapp.com web.app appspot.com azurewebsites.net
  weeblysite.com yolasite.com jimdofree.com jimdosite.com strikingly.com mystrikingly.com webnode.com webnode.page
  godaddysites.com site123.me ucraft.net tilda.ws wcomhost.com byethost.com epizy.com rf.gd infinityfreeapp.com 42web.io
  ezyro.com unaux.com atwebpages.com mypressonline.com medianewsonline.com myartsonline.com onlinewebshop.net
  sportsontheweb.net eu5.org 5gbfree.com freewha.com hostfree.pw 2kool4u.net ultimatefreehost.in
  simplesite.com moonfruit.com angelfire.com tripod.com hpage.com bravenet.com fc2.com ukit.me nethouse.ru narod.ru
  tmweb.ru beget.tech hostingerapp.com hostinger.site preview-domain.com easywp.com wpengine.com myshopify.com
  bigcartel.com carrd.co framer.website framer.app framer.ai notion.site super.site softr.app bubbleapps.io
  gitbook.io mybluehost.me temp.domains plesk.page cprapid.com contaboserver.net linodeusercontent.com
  codeanyapp.com csb.app stackblitz.io jsbin.com codepen.io duckdns.org ddns.net hopto.org zapto.org sytes.net
  myftp.org no-ip.org no-ip.biz serveo.net ngrok.io ngrok-free.app ngrok.app loca.lt trycloudflare.com dynv6.net
  dynu.net mooo.com chickenkiller.com ignorelist.com us.to afraid.org ddnsking.com servehttp.com redirectme.net
  bounceme.net 3utilities.com gotdns.ch servebbs.com viewdns.net myvnc.com servegame.com duckdns.com ipfs.io
  dweb.link cf-ipfs.com ipfs.dweb.link fleek.co nftstorage.link imweb.me modoo.at creatorlink.net dothome.co.kr
  mycafe24.com gabia.io iptime.org cafe24.com wikaba.com ocry.com ygto.com changeip.co
`)

const DYNAMIC =
  /(^|\.)(duckdns\.org|ddns\.net|hopto\.org|zapto\.org|sytes\.net|myftp\.org|no-ip\.(org|biz|info)|ngrok(-free)?\.(io|app|dev)|loca\.lt|trycloudflare\.com|dynv6\.net|dynu\.(net|com)|mooo\.com|serveo\.net|servehttp\.com|redirectme\.net|bounceme\.net|3utilities\.com|iptime\.org|wikaba\.com|ocry\.com|changeip\.\w+|ygto\.com)$/

function isUnder(host: string, names: ReadonlySet<string>): boolean {
  for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1) {
    if (names.has(host.slice(at))) return true
    if (host.indexOf('.', at) < 0) return false
  }
  return false
}

/** Sites of brands on which everybody may have a page: a shop, a channel, a film, an offer of something used. */
const PEOPLES_PAGES = words(`
  smartstore.naver.com storefarm.naver.com m.smartstore.naver.com kin.naver.com tv.naver.com chzzk.naver.com
  story.kakao.com youtube.com youtu.be twitch.tv instagram.com facebook.com fb.com fb.me threads.net threads.com x.com
  twitter.com tiktok.com reddit.com linkedin.com pinterest.com pinterest.co.kr pin.it github.com etsy.com ebay.com
  bunjang.co.kr daangn.com joongna.com gofundme.com gofund.me ig.me
`)

/** Whoever makes a link here is paid by it: to a person, and not to the firm whose name it has. */
const PAYS_A_PERSON = words(`
  paypal.me venmo.com cash.app toss.me qr.kakaopay.com link.kakaopay.com buymeacoffee.com ko-fi.com revolut.me
  monzo.me
`)

/** Paths that are the site's own. */
const OWN_PATH =
  /^\/?$|^\/(login|signin|signup|about|help|support|legal|policies|terms|privacy|premium|settings)(\/|$)/i

export function isPaidToPerson(host: string, path: string): boolean {
  return isUnder(host, PAYS_A_PERSON) && !OWN_PATH.test(path)
}

export function isPeoplesPage(host: string, path: string): boolean {
  return isUnder(host, PEOPLES_PAGES) && !OWN_PATH.test(path)
}

export function isUserContent(host: string): boolean {
  return isUnder(host, USER_CONTENT)
}

export function isFreeHost(host: string): boolean {
  return isUnder(host, FREE_HOSTS)
}

export function isDynamic(host: string): boolean {
  return DYNAMIC.test(host)
}

/** Endings that are given away or sold for next to nothing, and that many traps use. Shops use some of them too. */
const CHEAP = words(`
  tk ml ga cf gq xyz top icu cyou buzz click link work monster quest sbs cfd bond rest bar vip club fit surf cam
  live life rocks guru win bid loan men date stream download racing review science party trade webcam accountant
  faith cricket pw cc ws su support cn ru lol beauty hair skin makeup autos boats homes yachts motorcycles mom
  today world online site website space fun host press uno asia ink wang ltd help info zip mov country kim
  finance financial solutions services center digital network email chat social cards money cash poker bet casino
`)

export function isCheap(suffix: string): boolean {
  return CHEAP.has(suffix.slice(suffix.lastIndexOf('.') + 1))
}
