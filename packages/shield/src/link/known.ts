// SPDX-License-Identifier: Apache-2.0
// Sites that very many people use and that answer for their own pages: no brands that traps imitate, and no places
// where anybody puts up pages. Being absent from this list says nothing.

const KNOWN: ReadonlySet<string> = new Set(
  `
  apache.org mozilla.org w3.org whatwg.org go.dev golang.org python.org nodejs.org rust-lang.org crates.io docs.rs
  kernel.org gnu.org debian.org ubuntu.com archlinux.org fedoraproject.org redhat.com opensuse.org freebsd.org
  postgresql.org mysql.com mariadb.org sqlite.org redis.io mongodb.com elastic.co nginx.org nginx.com curl.se
  stackoverflow.com stackexchange.com superuser.com serverfault.com askubuntu.com mathoverflow.net npmjs.com pypi.org
  rubygems.org packagist.org nuget.org maven.org jsdelivr.net unpkg.com cdnjs.com jquery.com reactjs.org react.dev
  vuejs.org angular.dev svelte.dev typescriptlang.org deno.com bun.sh docker.com kubernetes.io terraform.io
  hashicorp.com jetbrains.com eclipse.org gradle.org spring.io oracle.com ibm.com intel.com amd.com nvidia.com arm.com
  dell.com hp.com lenovo.com asus.com acer.com logitech.com cisco.com vmware.com sap.com unity.com unrealengine.com
  digitalocean.com linode.com vultr.com heroku.com letsencrypt.org digicert.com caniuse.com ietf.org rfc-editor.org
  iana.org icann.org unicode.org ieee.org acm.org arxiv.org nature.com science.org sciencedirect.com springer.com wiley.com
  elsevier.com jstor.org ncbi.nlm.nih.gov nih.gov cdc.gov nasa.gov who.int un.org unesco.org unicef.org worldbank.org
  imf.org oecd.org europa.eu redcross.org amnesty.org archive.org gutenberg.org creativecommons.org eff.org
  britannica.com merriam-webster.com dictionary.com khanacademy.org coursera.org edx.org udemy.com duolingo.com ted.com
  harvard.edu mit.edu stanford.edu berkeley.edu ox.ac.uk cam.ac.uk yale.edu princeton.edu columbia.edu cornell.edu
  bbc.co.uk bbc.com cnn.com nytimes.com washingtonpost.com theguardian.com reuters.com apnews.com bloomberg.com wsj.com
  ft.com economist.com forbes.com time.com npr.org nbcnews.com cbsnews.com abcnews.go.com foxnews.com usatoday.com
  latimes.com politico.com theatlantic.com newyorker.com wired.com theverge.com techcrunch.com arstechnica.com
  engadget.com cnet.com zdnet.com nhk.or.jp asahi.com yomiuri.co.jp mainichi.jp nikkei.com lemonde.fr lefigaro.fr
  spiegel.de zeit.de faz.net elpais.com elmundo.es repubblica.it corriere.it dw.com aljazeera.com scmp.com
  imdb.com rottentomatoes.com goodreads.com tripadvisor.com tripadvisor.co.kr yelp.com opentable.com zillow.com
  indeed.com glassdoor.com monster.com craigslist.org weather.com accuweather.com timeanddate.com xe.com
  unsplash.com pexels.com pixabay.com shutterstock.com gettyimages.com vimeo.com soundcloud.com bandcamp.com last.fm
  genius.com deezer.com tidal.com twitch.tv espn.com nba.com nfl.com mlb.com fifa.com uefa.com olympics.com
  ikea.com hm.com zara.com uniqlo.com gap.com levi.com lego.com sephora.com homedepot.com lowes.com kroger.com
  toyota.com honda.com bmw.com ford.com volkswagen.com nissan-global.com mercedes-benz.com audi.com porsche.com
  marriott.com hilton.com hyatt.com ihg.com accor.com delta.com united.com aa.com lufthansa.com emirates.com
  jal.co.jp ana.co.jp cathaypacific.com singaporeair.com klook.com kkday.com
  namu.wiki dcinside.com fmkorea.com clien.net theqoo.net ppomppu.co.kr 82cook.com ruliweb.com inven.co.kr mlbpark.donga.com
  bobaedream.co.kr todayhumor.co.kr etoland.co.kr instiz.net okky.kr programmers.co.kr acmicpc.net inflearn.com
  goorm.io codetree.ai wadiz.kr tumblbug.com idus.com ohou.se kream.co.kr hogangnono.com jobplanet.co.kr catch.co.kr
  doodle.com when2meet.com calendly.com phreesia.com phreesia.me
  rocketpunch.com jumpit.co.kr diningcode.com mangoplate.com catchtable.co.kr siksinhot.com 10000recipe.com
  megastudy.net etoos.com mimacstudy.com hackers.com eduwill.net yanadoo.co.kr class101.net fastcampus.co.kr
  sooplive.co.kr afreecatv.com bugs.co.kr flo.co.kr genie.co.kr vibe.naver.com laftel.net ridibooks.com millie.co.kr
  hancom.com ahnlab.com estsecurity.com alyac.co.kr altools.co.kr jiransecurity.com dreamsecurity.com raonsecure.com
  sedaily.com etnews.com zdnet.co.kr bloter.net ohmynews.com pressian.com hankookilbo.com segye.com munhwa.com
  seoul.co.kr kmib.co.kr nocutnews.co.kr newsis.com news1.kr edaily.co.kr asiae.co.kr heraldcorp.com mt.co.kr
  fnnews.com sisajournal.com weekly.khan.co.kr ytn.co.kr mbn.co.kr jtbc.co.kr tvchosun.com ichannela.com
  snu.ac.kr korea.ac.kr yonsei.ac.kr kaist.ac.kr postech.ac.kr skku.edu hanyang.ac.kr ewha.ac.kr sogang.ac.kr
  krx.co.kr ksd.or.kr kofia.or.kr visitkorea.or.kr kopis.or.kr kpx.or.kr kobis.or.kr klpga.co.kr koreabaseball.com
  kleague.com kbl.or.kr kfa.or.kr ajunews.com aptner.com tmap.co.kr bluehouse.kr
  fonts.googleapis.com ajax.googleapis.com maps.googleapis.com fonts.gstatic.com
  `
    .trim()
    .split(/\s+/),
)

export function isKnown(host: string): boolean {
  for (let at = 0; ; ) {
    if (KNOWN.has(host.slice(at))) return true
    const dot = host.indexOf('.', at)
    if (dot < 0) return false
    at = dot + 1
  }
}
