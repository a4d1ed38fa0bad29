// SPDX-License-Identifier: Apache-2.0
// Korean carriers, couriers, portals, shops, travel, games and work with the names that they really use.
// One line each: id | Korean | English | own names | words that imitations use; one with `~` is an ordinary word too.

export const KOREAN_LIFE = `
skt|SK텔레콤|SK Telecom|sktelecom.com tworld.co.kr skt.sh tdirectshop.com sk7mobile.com sk.com skbroadband.com|sktelecom tworld skbroadband ~skt
kt|KT|KT|kt.com olleh.com ktmmobile.com|ktmmobile olleh ~kt
lgu|LG유플러스|LG U+|lguplus.com lguplus.co.kr uplus.co.kr|lguplus ~uplus
hello|LG헬로비전|LG HelloVision|lghellovision.net|lghellovision hellomobile
msafer|명의도용방지서비스|M-Safer|msafer.or.kr|msafer
cj|CJ대한통운|CJ Logistics|cjlogistics.com doortodoor.co.kr|cjlogistics doortodoor cjkorea
hanjin|한진택배|Hanjin|hanjin.com hanjin.co.kr|hanjinexpress hanjintb ~hanjin
lotteglogis|롯데택배|Lotte Global Logistics|lotteglogis.com|lotteglogis
logen|로젠택배|Logen|ilogen.com|ilogen ~logen
kdexp|경동택배|Kyungdong Express|kdexp.com|kdexp
daesin|대신택배|Daesin|ds3211.co.kr|~daesin
cvsnet|GS25 편의점택배|CVSnet|cvsnet.co.kr|cvsnet
cupost|CU 편의점택배|CUpost|cupost.co.kr bgfretail.com|cupost
epost|우체국|Korea Post|epost.kr koreapost.go.kr epost.go.kr epostbank.go.kr|koreapost epostbank epostgokr
naver|네이버|Naver|naver.com naver.me navercorp.com naver.net pstatic.net ncloud.com worksmobile.com|naver naverpay navercorp
kakao|카카오|Kakao|kakao.com kakaocorp.com kko.to kakaocdn.net kakaomobility.com kakaogames.com kakaoenterprise.com|kakao kakaotalk kakaocorp kakaopay
daum|다음|Daum|daum.net|~daum
nate|네이트|Nate|nate.com|~nate
zum|줌|Zum|zum.com|~zum
band|밴드|BAND|band.us|~band
line|라인|LINE|line.me linecorp.com|~line
coupang|쿠팡|Coupang|coupang.com coupa.ng coupangeats.com coupangplay.com coupangcdn.com coupangcorp.com|coupang coupangeats
11st|11번가|11st|11st.co.kr 11stcorp.com|11st
gmarket|G마켓|Gmarket|gmarket.co.kr gmarket.com|gmarket
auction|옥션|Auction|auction.co.kr|~auction
ssg|SSG닷컴·이마트|SSG.COM, Emart|ssg.com emart.com shinsegae.com shinsegaetvshopping.com|emart shinsegae ~ssg
lotteon|롯데ON|Lotte ON|lotteon.com lotteimall.com lotte.com lottemart.com ellotte.com lottecinema.co.kr lottehotel.com lotteshopping.com|lotteon lotteimall lottemart ~lotte
hmall|현대Hmall|Hyundai Hmall|hmall.com thehyundai.com ehyundai.com|hmall thehyundai
gsshop|GS샵·GS리테일|GS Shop, GS Retail|gsshop.com gsretail.com gscaltex.com|gsshop gsretail
cjonstyle|CJ온스타일|CJ Onstyle|cjonstyle.com cjmall.com cj.net|cjonstyle cjmall
hnsmall|홈앤쇼핑|Home & Shopping|hnsmall.com|hnsmall
nsmall|NS홈쇼핑|NS Home Shopping|nsmall.com|nsmall
interpark|인터파크·놀유니버스|Interpark, NOL|interpark.com yanolja.com|~interpark yanolja
yes24|예스24|Yes24|yes24.com|yes24
kyobobook|교보문고|Kyobo Book|kyobobook.co.kr|kyobobook
aladin|알라딘|Aladin|aladin.co.kr|~aladin
musinsa|무신사·29CM|Musinsa, 29CM|musinsa.com 29cm.co.kr|musinsa 29cm
zigzag|지그재그|Zigzag|zigzag.kr|~zigzag
ably|에이블리|Ably|a-bly.com|
kurly|컬리|Kurly|kurly.com|kurly
oliveyoung|올리브영|Olive Young|oliveyoung.co.kr|oliveyoung
daiso|다이소|Daiso|daisomall.co.kr daiso.co.kr|daisomall ~daiso
wemakeprice|위메프|WeMakePrice|wemakeprice.com|wemakeprice
tmon|티몬|TMON|tmon.co.kr|~tmon
homeplus|홈플러스|Homeplus|homeplus.co.kr|homeplus
costcokr|코스트코|Costco|costco.co.kr costco.com|costco
baemin|배달의민족|Baemin|baemin.com baemin.me woowahan.com woowa.in|baemin woowahan
yogiyo|요기요|Yogiyo|yogiyo.co.kr|yogiyo
ddangyo|땡겨요|Ddangyo|ddangyo.com|ddangyo
daangn|당근|Karrot|daangn.com karrotmarket.com|daangn karrotmarket
bunjang|번개장터|Bunjang|bunjang.co.kr|bunjang
joongna|중고나라|Joonggonara|joongna.com|joongna joonggonara
hellomarket|헬로마켓|Hellomarket|hellomarket.com|hellomarket
yeogi|여기어때|Yeogi|goodchoice.kr yeogi.com|goodchoice
koreanair|대한항공|Korean Air|koreanair.com|koreanair
asiana|아시아나항공|Asiana Airlines|flyasiana.com|flyasiana asiana
jejuair|제주항공|Jeju Air|jejuair.net|jejuair
tway|티웨이항공|T'way Air|twayair.com|twayair
airbusan|에어부산|Air Busan|airbusan.com|airbusan
jinair|진에어|Jin Air|jinair.com|jinair
eastar|이스타항공|Eastar Jet|eastarjet.com|eastarjet
korail|코레일|Korail|korail.com letskorail.com|korail letskorail
srt|SR(SRT)|SRT|srail.kr etk.srail.kr srail.or.kr|srail
kobus|고속버스통합예매|KOBUS|kobus.co.kr bustago.or.kr|kobus bustago
cgv|CGV|CGV|cgv.co.kr|
megabox|메가박스|Megabox|megabox.co.kr|megabox
wavve|웨이브|Wavve|wavve.com|wavve
tving|티빙|TVING|tving.com|tving
watcha|왓챠|Watcha|watcha.com|watcha
melon|멜론|Melon|melon.com|~melon
genie|지니|Genie|genie.co.kr|~genie
samsung|삼성전자|Samsung|samsung.com samsungcloud.com samsungsvc.co.kr samsungelectronics.com samsungapps.com galaxy.store|~samsung
lg|LG전자|LG|lg.com lge.co.kr lge.com lgcns.com|
hyundai|현대자동차|Hyundai Motor|hyundai.com genesis.com bluelink.com|~hyundai
kia|기아|Kia|kia.com|~kia
starbuckskr|스타벅스|Starbucks|starbucks.co.kr starbucks.com|starbucks
nexon|넥슨|Nexon|nexon.com|nexon
ncsoft|엔씨소프트|NCSoft|plaync.com ncsoft.com nc.com|plaync ncsoft
netmarble|넷마블|Netmarble|netmarble.com netmarble.net|netmarble
krafton|크래프톤|Krafton|krafton.com pubg.com|krafton ~pubg
smilegate|스마일게이트|Smilegate|smilegate.com onstove.com|smilegate onstove
hangame|한게임|Hangame|hangame.com nhn.com|hangame
saramin|사람인|Saramin|saramin.co.kr|saramin
jobkorea|잡코리아·알바몬|JobKorea, Albamon|jobkorea.co.kr albamon.com|jobkorea albamon
alba|알바천국|Alba Heaven|alba.co.kr|~alba
wanted|원티드|Wanted|wanted.co.kr|~wanted
incruit|인크루트|Incruit|incruit.com|incruit
zigbang|직방|Zigbang|zigbang.com|zigbang
dabang|다방|Dabang|dabangapp.com|dabangapp
socar|쏘카|Socar|socar.kr|~socar
tmap|티맵|TMAP|tmap.co.kr tmapmobility.com|tmapmobility
excard|하이패스|Hi-pass|excard.co.kr hipass.co.kr ex.co.kr hipluscard.co.kr|hipass excard hipluscard
thecheat|더치트|The Cheat|thecheat.co.kr|thecheat
whoscall|후스콜|Whoscall|whoscall.com|whoscall
chosun|조선일보|Chosun Ilbo|chosun.com chosunbiz.com|
joongang|중앙일보|JoongAng Ilbo|joongang.co.kr joins.com|
donga|동아일보|Dong-A Ilbo|donga.com|
hani|한겨레|Hankyoreh|hani.co.kr|
mk|매일경제|Maeil Business|mk.co.kr|
hankyung|한국경제|Korea Economic Daily|hankyung.com|
yna|연합뉴스|Yonhap News|yna.co.kr|
kbs|KBS|KBS|kbs.co.kr|
mbc|MBC|MBC|imbc.com|
sbs|SBS|SBS|sbs.co.kr|
ebs|EBS|EBS|ebs.co.kr ebsi.co.kr|
gabia|가비아|Gabia|gabia.com hiworks.com|~gabia
cafe24|카페24|Cafe24|cafe24.com|~cafe24
ridibooks|리디|Ridi|ridibooks.com|ridibooks
`
