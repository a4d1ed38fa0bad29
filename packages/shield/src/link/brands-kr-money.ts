// SPDX-License-Identifier: Apache-2.0
// Korean banks, cards, securities, insurers, payments, vouchers and exchanges with the names that they really use.
// One line each: id | Korean | English | own names | words that imitations use; one with `~` is an ordinary word too.

export const KOREAN_MONEY = `
kb|KB국민은행|KB Kookmin Bank|kbstar.com kbfg.com kbthink.com liivm.com|kbstar kbbank kbkookmin kookminbank ~kookmin ~kb
shinhan|신한은행|Shinhan Bank|shinhan.com shinhangroup.com|shinhan shinhanbank
woori|우리은행|Woori Bank|wooribank.com woorifg.com|wooribank ~woori
hana|하나은행|Hana Bank|kebhana.com hanabank.com hanafn.com|kebhana hanabank ~hana
nonghyup|NH농협은행|NH NongHyup Bank|nonghyup.com nhbank.com|nonghyup nhbank ~nh
ibk|IBK기업은행|Industrial Bank of Korea|ibk.co.kr|ibkbank ~ibk
kdb|KDB산업은행|Korea Development Bank|kdb.co.kr|kdbbank
suhyup|Sh수협은행|Suhyup Bank|suhyup-bank.com suhyup.co.kr|suhyup suhyupbank
scfirst|SC제일은행|Standard Chartered Korea|standardchartered.co.kr sc.com|standardchartered scbank
citikr|한국씨티은행|Citibank Korea|citibank.co.kr|citibank
kakaobank|카카오뱅크|KakaoBank|kakaobank.com|kakaobank
kbank|케이뱅크|K bank|kbanknow.com|kbanknow ~kbank
tossbank|토스뱅크|Toss Bank|tossbank.com|tossbank
im|iM뱅크(대구은행)|iM Bank|imbank.co.kr dgb.co.kr dgbfg.co.kr|imbank dgbbank
busan|BNK부산은행|Busan Bank|busanbank.co.kr bnkfg.com|busanbank ~bnk
kyongnam|BNK경남은행|Kyongnam Bank|knbank.co.kr|knbank
gwangju|광주은행|Kwangju Bank|kjbank.com|kjbank
jeonbuk|전북은행|Jeonbuk Bank|jbbank.co.kr|jbbank
jeju|제주은행|Jeju Bank|e-jejubank.com|jejubank
kfcc|MG새마을금고|Korean Federation of Community Credit Cooperatives|kfcc.co.kr|kfcc saemaul
cu|신협|National Credit Union Federation of Korea|cu.co.kr|shinhyup
fsb|저축은행중앙회|Korea Federation of Savings Banks|fsb.or.kr|
sbi|SBI저축은행|SBI Savings Bank|sbisb.co.kr|sbisb
welcome|웰컴저축은행|Welcome Savings Bank|welcomebank.co.kr|welcomebank
oksb|OK저축은행|OK Savings Bank|oksavingsbank.com|oksavings oksavingsbank
acuon|애큐온저축은행|Acuon Savings Bank|acuonsb.co.kr|acuon
kbcard|KB국민카드|KB Kookmin Card|kbcard.com|kbcard
shinhancard|신한카드|Shinhan Card|shinhancard.com|shinhancard
samsungcard|삼성카드|Samsung Card|samsungcard.com samsungcard.co.kr|samsungcard
hyundaicard|현대카드|Hyundai Card|hyundaicard.com hyundaicapital.com|hyundaicard hyundaicapital
lottecard|롯데카드|Lotte Card|lottecard.co.kr|lottecard
wooricard|우리카드|Woori Card|wooricard.com|wooricard
hanacard|하나카드|Hana Card|hanacard.co.kr|hanacard
bccard|BC카드|BC Card|bccard.com paybooc.co.kr|bccard paybooc
miraeasset|미래에셋증권|Mirae Asset|miraeasset.com|miraeasset
samsungpop|삼성증권|Samsung Securities|samsungpop.com|samsungpop
kiwoom|키움증권|Kiwoom Securities|kiwoom.com|kiwoom
nhqv|NH투자증권|NH Investment & Securities|nhqv.com nhsec.com mynamuh.com|nhqv mynamuh
kis|한국투자증권|Korea Investment & Securities|koreainvestment.com truefriend.com|koreainvestment truefriend
kbsec|KB증권|KB Securities|kbsec.com kbsec.co.kr|kbsec
shinhansec|신한투자증권|Shinhan Securities|shinhansec.com shinhaninvest.com|shinhansec shinhaninvest
hanaw|하나증권|Hana Securities|hanaw.com|hanaw
daishin|대신증권|Daishin Securities|daishin.com daishin.co.kr|~daishin
meritz|메리츠증권·화재|Meritz|imeritz.com meritz.co.kr meritzfire.com|meritz meritzfire
iprovest|교보증권|Kyobo Securities|iprovest.com|iprovest
tossinvest|토스증권|Toss Securities|tossinvest.com|tossinvest
kakaopaysec|카카오페이증권|Kakao Pay Securities|kakaopaysec.com|kakaopaysec
samsunglife|삼성생명|Samsung Life|samsunglife.com|samsunglife
samsungfire|삼성화재|Samsung Fire & Marine|samsungfire.com|samsungfire
hi|현대해상|Hyundai Marine & Fire|hi.co.kr|
idb|DB손해보험|DB Insurance|idbins.com|idbins
kbinsure|KB손해보험|KB Insurance|kbinsure.co.kr|kbinsure
hanwhalife|한화생명|Hanwha Life|hanwhalife.com|hanwhalife
hwgi|한화손해보험|Hanwha General Insurance|hwgeneralins.com|hwgeneralins
kyobo|교보생명|Kyobo Life|kyobo.com kyobo.co.kr|kyobolife
lotteins|롯데손해보험|Lotte Insurance|lotteins.co.kr|lotteins
heungkuk|흥국생명·화재|Heungkuk|heungkuklife.co.kr heungkukfire.co.kr|heungkuk
nhlife|농협생명·손해보험|NH Life and Fire|nhlife.co.kr nhfire.co.kr|nhlife nhfire
shinhanlife|신한라이프|Shinhan Life|shinhanlife.co.kr|shinhanlife
myangel|동양생명|Tong Yang Life|myangel.co.kr|myangel
sgic|SGI서울보증|Seoul Guarantee Insurance|sgic.co.kr|
lina|라이나생명|Lina Life|lina.co.kr|
aiakr|AIA생명|AIA Korea|aia.co.kr|
metlifekr|메트라이프생명|MetLife Korea|metlife.co.kr|metlife
toss|토스|Toss|toss.im tosspayments.com tosscorp.com toss.tech|tosspay tosspayments ~toss
kakaopay|카카오페이|Kakao Pay|kakaopay.com|kakaopay
payco|페이코|PAYCO|payco.com|payco
ssgpay|SSG페이|SSG PAY|ssgpay.com|ssgpay
lpay|L.PAY·엘포인트|L.POINT|lpay.com lpoint.com|~lpoint lpay
tmoney|티머니|Tmoney|tmoney.co.kr t-money.co.kr|tmoney
cashbee|이즐(캐시비)|EZL (Cashbee)|cashbee.co.kr|cashbee
danal|다날|Danal|danal.co.kr danalpay.com|danalpay ~danal
mobilians|KG모빌리언스|KG Mobilians|mobilians.co.kr|mobilians
inicis|KG이니시스|KG Inicis|inicis.com|inicis
kcp|NHN KCP|NHN KCP|kcp.co.kr nhnkcp.com|nhnkcp
nicepay|나이스페이먼츠|NICE Payments|nicepay.co.kr|nicepay
galaxia|갤럭시아머니트리|Galaxia Moneytree|galaxiamoneytree.co.kr galaxia.co.kr billgate.net|galaxiamoneytree billgate
settlebank|헥토파이낸셜|Hecto Financial|hectofinancial.co.kr settlebank.co.kr|hectofinancial settlebank
portone|포트원|PortOne|portone.io iamport.kr iamport.co|iamport portone
zeropay|제로페이|Zeropay|zeropay.or.kr|zeropay
niceid|NICE평가정보|NICE Information Service|niceid.co.kr nice.co.kr credit.co.kr|niceid ~nice
kcb|올크레딧(KCB)|Allcredit (KCB)|allcredit.co.kr koreacb.com ok-name.co.kr|allcredit
siren24|SCI평가정보|SCI Information Service|siren24.com|siren24
passauth|PASS 인증|PASS|passauth.co.kr|passauth
kftc|금융결제원|Korea Financial Telecommunications and Clearings Institute|kftc.or.kr yessign.or.kr giro.or.kr payinfo.or.kr|payinfo yessign
crefia|여신금융협회|Credit Finance Association|crefia.or.kr cardpoint.or.kr|cardpoint crefia
kfb|은행연합회|Korea Federation of Banks|kfb.or.kr|
cultureland|컬쳐랜드|Cultureland|cultureland.co.kr|cultureland
booknlife|북앤라이프|Book&Life|booknlife.com|booknlife
happymoney|해피머니|Happymoney|happymoney.co.kr|happymoney
teencash|틴캐시|Teencash|teencash.co.kr|teencash
giftishow|기프티쇼|Giftishow|giftishow.com giftishow.co.kr|giftishow
gifticon|기프티콘|Gifticon|gifticon.com|gifticon
happypoint|해피포인트|Happy Point|happypointcard.com|happypoint
okcashbag|OK캐쉬백|OK Cashbag|okcashbag.com|okcashbag
cjone|CJ ONE|CJ ONE|cjone.com|cjone
upbit|업비트|Upbit|upbit.com dunamu.com|upbit dunamu
bithumb|빗썸|Bithumb|bithumb.com bithumbcorp.com|bithumb
coinone|코인원|Coinone|coinone.co.kr|coinone
korbit|코빗|Korbit|korbit.co.kr|korbit
gopax|고팍스|GOPAX|gopax.co.kr|gopax
`
