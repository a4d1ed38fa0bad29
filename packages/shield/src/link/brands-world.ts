// SPDX-License-Identifier: Apache-2.0
// Brands of the world with the names that they really use. One line each as in the Korean lists.

export const WORLD = `
google|구글|Google|google.com google.co.kr google.co.jp google.co.uk google.de google.fr google.be google.nl google.it google.es google.pl google.ca google.ch google.at google.se google.pt google.ie google.com.br google.com.au google.co.in google.com.mx google.com.tr google.com.vn google.co.th google.co.id google.com.tw google.com.hk google.com.sg google.com.ar google.ru goo.gl youtube.com youtu.be gmail.com googlemail.com android.com chrome.com gstatic.com googleapis.com googleusercontent.com withgoogle.com google.dev g.co|google gmail youtube googleplay
apple|애플|Apple|apple.com icloud.com me.com itunes.com apple.co apple.news|icloud appleid itunes ~apple
microsoft|마이크로소프트|Microsoft|microsoft.com live.com outlook.com office.com office365.com microsoftonline.com windows.com windows.net bing.com skype.com msn.com hotmail.com sharepoint.com onedrive.com azure.com xbox.com linkedin.com microsoft365.com aka.ms 1drv.ms visualstudio.com|microsoft office365 outlook onedrive hotmail microsoftonline sharepoint linkedin ~office ~skype ~xbox
github|깃허브|GitHub|github.com githubusercontent.com npmjs.com|github
amazon|아마존|Amazon|amazon.com amazon.co.jp amazon.co.uk amazon.de amazon.fr amazon.it amazon.es amazon.ca amazon.in amazon.com.au amazon.com.br amazon.com.mx amazon.nl amazon.se amazon.pl a.co amzn.to amazon.jobs aboutamazon.com primevideo.com audible.com amazonaws.com awsstatic.com twitch.tv|amazon primevideo amzn
meta|메타(페이스북·인스타그램)|Meta (Facebook, Instagram)|facebook.com fb.com fb.me instagram.com ig.me whatsapp.com whatsapp.net messenger.com meta.com threads.net threads.com fbcdn.net oculus.com|facebook instagram whatsapp fbcdn ~messenger
x|X(트위터)|X (Twitter)|x.com twitter.com t.co twimg.com|twitter
telegram|텔레그램|Telegram|telegram.org t.me telegram.me|telegram
discord|디스코드|Discord|discord.com discord.gg discordapp.com discord.gift|discord discordapp
tiktok|틱톡|TikTok|tiktok.com tiktokcdn.com bytedance.com|tiktok
snapchat|스냅챗|Snapchat|snapchat.com|snapchat
reddit|레딧|Reddit|reddit.com redd.it|reddit
pinterest|핀터레스트|Pinterest|pinterest.com pinterest.co.kr pinterest.de pinterest.fr pinterest.es pinterest.it pinterest.at pinterest.ch pinterest.ca pinterest.co.uk pinterest.com.au pinterest.jp pin.it|pinterest
wechat|위챗·텐센트|WeChat, Tencent|wechat.com qq.com tencent.com weixin.qq.com|wechat tencent
netflix|넷플릭스|Netflix|netflix.com nflxvideo.net nflximg.net|netflix
disney|디즈니|Disney|disney.com disneyplus.com go.com|disneyplus ~disney
spotify|스포티파이|Spotify|spotify.com spotify.link scdn.co|spotify
paypal|페이팔|PayPal|paypal.com paypal.me paypalobjects.com venmo.com paypal-corp.com|paypal venmo
stripe|스트라이프|Stripe|stripe.com stripe.network|~stripe
visa|비자|Visa|visa.com visa.co.kr|~visa
mastercard|마스터카드|Mastercard|mastercard.com mastercard.co.kr mastercard.us|mastercard
amex|아메리칸 엑스프레스|American Express|americanexpress.com aexp-static.com amex.com|americanexpress amex
dhl|DHL|DHL|dhl.com dhl.de dhl.co.kr dhl.fr dhl.co.uk|dhlexpress ~dhl
fedex|페덱스|FedEx|fedex.com|fedex
ups|UPS|UPS|ups.com|~ups
usps|미국 우정공사|USPS|usps.com|usps
royalmail|로열메일|Royal Mail|royalmail.com royalmailgroup.com|royalmail
evri|에브리|Evri|evri.com|evri
dpd|DPD|DPD|dpd.com dpd.co.uk dpd.de dpd.fr|dpdlocal
laposte|라포스트|La Poste|laposte.fr chronopost.fr colissimo.fr laposte.net|laposte chronopost colissimo
deutschepost|도이치포스트|Deutsche Post|deutschepost.de deutschepost.com|deutschepost
auspost|호주우편|Australia Post|auspost.com.au|auspost
canadapost|캐나다우편|Canada Post|canadapost-postescanada.ca canadapost.ca|canadapost
correos|코레오스|Correos|correos.es correos.com|correos
posteitaliane|이탈리아 우체국|Poste Italiane|poste.it posteitaliane.it|posteitaliane
swisspost|스위스 우체국|Swiss Post|post.ch postfinance.ch|postfinance swisspost
japanpost|일본우편|Japan Post|post.japanpost.jp japanpost.jp jp-bank.japanpost.jp|japanpost
yamato|야마토운수|Yamato Transport|kuronekoyamato.co.jp|kuronekoyamato
sagawa|사가와|Sagawa|sagawa-exp.co.jp|sagawa
irs|미국 국세청|IRS|irs.gov|irsgov
govuk|영국 정부|GOV.UK|gov.uk|govuk hmrc
ato|호주 정부|Australian Government|my.gov.au ato.gov.au|mygov mygovau
chase|체이스|Chase|chase.com jpmorgan.com jpmorganchase.com|jpmorgan ~chase
bofa|뱅크오브아메리카|Bank of America|bankofamerica.com bofa.com|bankofamerica bofa
wellsfargo|웰스파고|Wells Fargo|wellsfargo.com wf.com|wellsfargo
citi|씨티|Citi|citi.com citibank.com citigroup.com citibankonline.com|citibank
capitalone|캐피탈원|Capital One|capitalone.com|capitalone
usbank|유에스뱅크|U.S. Bank|usbank.com|usbank
pnc|PNC|PNC|pnc.com|
truist|트루이스트|Truist|truist.com|truist
regions|리전스|Regions Bank|regions.com|~regions
usaa|USAA|USAA|usaa.com|usaa
navyfederal|네이비페더럴|Navy Federal|navyfederal.org|navyfederal
discover|디스커버|Discover|discover.com|~discover
hsbc|HSBC|HSBC|hsbc.com hsbc.co.uk hsbc.com.hk hsbc.ca|hsbc
barclays|바클리즈|Barclays|barclays.co.uk barclays.com barclaycard.co.uk|barclays barclaycard
lloyds|로이드|Lloyds Bank|lloydsbank.com lloydsbank.co.uk halifax.co.uk bankofscotland.co.uk lloydsbankinggroup.com halifax-online.co.uk|lloydsbank lloyds ~halifax
natwest|냇웨스트|NatWest|natwest.com rbs.co.uk|natwest
santander|산탄데르|Santander|santander.com santander.co.uk santander.es santander.com.br santander.cl santander.com.mx santander.pl santanderbank.com|santander
monzo|몬조|Monzo|monzo.com|monzo
revolut|레볼루트|Revolut|revolut.com|~revolut
wise|와이즈|Wise|wise.com transferwise.com|transferwise ~wise
tsb|TSB|TSB|tsb.co.uk|
nationwide|네이션와이드|Nationwide|nationwide.co.uk nationwide.com|~nationwide
ing|ING|ING|ing.com ing.nl ing.de ing.es ing.it ingdirect.es|ingdirect
bnp|BNP파리바|BNP Paribas|bnpparibas.com mabanque.bnpparibas bnpparibas.net bnpparibas.fr|bnpparibas
credagricole|크레디아그리콜|Crédit Agricole|credit-agricole.fr credit-agricole.com|creditagricole
socgen|소시에테제네랄|Société Générale|societegenerale.com societegenerale.fr particuliers.sg.fr sg.fr|societegenerale
caixa|카이샤|CaixaBank, Caixa|caixabank.es caixabank.com caixa.gov.br|caixabank
bbva|BBVA|BBVA|bbva.com bbva.es bbva.mx bbva.com.ar bbva.pe|bbva
intesa|인테사산파올로|Intesa Sanpaolo|intesasanpaolo.com intesasanpaolo.it|intesasanpaolo
unicredit|우니크레디트|UniCredit|unicredit.it unicreditgroup.eu unicredit.eu|unicredit
sparkasse|슈파르카세|Sparkasse|sparkasse.de sparkasse.at|sparkasse
volksbank|폴크스방크|Volksbank|vr.de volksbank.at|volksbank
commerzbank|코메르츠방크|Commerzbank|commerzbank.de commerzbank.com comdirect.de|commerzbank comdirect
deutschebank|도이체방크|Deutsche Bank|deutsche-bank.de db.com postbank.de|deutschebank postbank
rabobank|라보방크|Rabobank|rabobank.nl rabobank.com|rabobank
abnamro|ABN암로|ABN AMRO|abnamro.nl abnamro.com|abnamro
ubs|UBS|UBS|ubs.com|
itau|이타우|Itaú|itau.com.br itau.com itau.cl|
bradesco|브라데스쿠|Bradesco|bradesco.com.br banco.bradesco|bradesco
bancobrasil|브라질은행|Banco do Brasil|bb.com.br bancobrasil.com.br|bancobrasil bancodobrasil
nubank|누뱅크|Nubank|nubank.com.br nu.com.br|nubank
mercadolibre|메르카도리브레|Mercado Libre|mercadolibre.com mercadolibre.com.ar mercadolibre.com.mx mercadolivre.com.br mercadopago.com mercadopago.com.br|mercadolibre mercadolivre mercadopago
commbank|커먼웰스은행|CommBank|commbank.com.au|commbank
westpac|웨스트팩|Westpac|westpac.com.au|westpac
anz|ANZ|ANZ|anz.com anz.com.au|
nab|NAB|NAB|nab.com.au|
rbc|캐나다왕립은행|RBC|rbc.com rbcroyalbank.com|rbcroyalbank
td|TD은행|TD Bank|td.com tdbank.com|tdbank
scotiabank|스코샤은행|Scotiabank|scotiabank.com|scotiabank
interac|인터랙|Interac|interac.ca|~interac
sbiin|인도국립은행|State Bank of India|onlinesbi.sbi sbi.co.in onlinesbi.com|onlinesbi
hdfc|HDFC|HDFC Bank|hdfcbank.com|hdfcbank
icici|ICICI|ICICI Bank|icicibank.com|icicibank
dbs|DBS|DBS|dbs.com dbs.com.sg posb.com.sg|
maybank|메이뱅크|Maybank|maybank2u.com.my maybank.com|maybank
mufg|미쓰비시UFJ|MUFG|mufg.jp bk.mufg.jp|mufg
smbc|미쓰이스미토모|SMBC|smbc.co.jp smbc-card.com|smbc
mizuho|미즈호|Mizuho|mizuhobank.co.jp mizuho-fg.co.jp|mizuhobank
rakuten|라쿠텐|Rakuten|rakuten.co.jp rakuten.com rakuten-card.co.jp rakuten-bank.co.jp rakuten.ne.jp|rakuten
jcb|JCB|JCB|jcb.co.jp jcb.jp|
saison|세존카드|Saison|saisoncard.co.jp|saisoncard
aeon|이온|AEON|aeon.co.jp aeon.com|~aeon
docomo|도코모|NTT Docomo|docomo.ne.jp smt.docomo.ne.jp nttdocomo.co.jp|docomo
au|au(KDDI)|au (KDDI)|au.com kddi.com|kddi
softbank|소프트뱅크|SoftBank|softbank.jp|softbank
yahoo|야후|Yahoo|yahoo.com yahoo.co.jp yahoo.co.uk yimg.com|yahoo
aol|AOL|AOL|aol.com|
att|AT&T|AT&T|att.com att.net|attnet
verizon|버라이즌|Verizon|verizon.com verizonwireless.com|verizon
tmobile|티모바일|T-Mobile|t-mobile.com t-mo.co t-mobile.de telekom.de telekom.com t-online.de|tmobile ~telekom
xfinity|엑스피니티|Xfinity|xfinity.com comcast.com comcast.net|xfinity comcast
ee|EE·BT|EE, BT|ee.co.uk bt.com|
o2|O2|O2|o2.co.uk o2online.de o2.de|o2online
vodafone|보다폰|Vodafone|vodafone.com vodafone.co.uk vodafone.de vodafone.it|vodafone
orange|오랑주|Orange|orange.fr orange.com orange.es|~orange
telstra|텔스트라|Telstra|telstra.com telstra.com.au|telstra
movistar|모비스타|Movistar|movistar.es movistar.com|movistar
ebay|이베이|eBay|ebay.com ebay.co.uk ebay.de|ebay
walmart|월마트|Walmart|walmart.com|walmart
target|타깃|Target|target.com|~target
bestbuy|베스트바이|Best Buy|bestbuy.com|bestbuy
aliexpress|알리익스프레스|AliExpress|aliexpress.com aliexpress.us alibaba.com alipay.com alibabagroup.com taobao.com tmall.com|aliexpress alibaba alipay taobao
temu|테무|Temu|temu.com|~temu
shein|쉬인|SHEIN|shein.com shein.co.uk|shein
allegro|알레그로|Allegro|allegro.pl|allegro
olx|OLX|OLX|olx.pl olx.ua olx.ro olx.pt olx.com.br|~olx
leboncoin|르봉쿠앵|Leboncoin|leboncoin.fr|leboncoin
vinted|빈티드|Vinted|vinted.com vinted.fr vinted.de vinted.co.uk|vinted
etsy|엣시|Etsy|etsy.com|~etsy
booking|부킹닷컴|Booking.com|booking.com|~booking
airbnb|에어비앤비|Airbnb|airbnb.com airbnb.co.kr airbnb.co.uk|airbnb
agoda|아고다|Agoda|agoda.com|agoda
expedia|익스피디아|Expedia|expedia.com expedia.co.kr hotels.com|expedia
tripdotcom|트립닷컴|Trip.com|trip.com ctrip.com|
skyscanner|스카이스캐너|Skyscanner|skyscanner.com skyscanner.co.kr skyscanner.net|skyscanner
uber|우버|Uber|uber.com|~uber
dropbox|드롭박스|Dropbox|dropbox.com dropboxusercontent.com|dropbox
wetransfer|위트랜스퍼|WeTransfer|wetransfer.com we.tl|wetransfer
docusign|도큐사인|DocuSign|docusign.com docusign.net|docusign
adobe|어도비|Adobe|adobe.com adobe.io behance.net acrobat.com|adobe
zoom|줌(Zoom)|Zoom|zoom.us zoom.com|~zoom
slack|슬랙|Slack|slack.com|~slack
notion|노션|Notion|notion.so notion.com|~notion
figma|피그마|Figma|figma.com|figma
atlassian|아틀라시안|Atlassian|atlassian.com atlassian.net trello.com bitbucket.org|atlassian trello
salesforce|세일즈포스|Salesforce|salesforce.com force.com|salesforce
godaddy|고대디|GoDaddy|godaddy.com|godaddy
namecheap|네임칩|Namecheap|namecheap.com|namecheap
ovh|OVH|OVH|ovh.com ovhcloud.com|ovhcloud
ionos|아이오노스|IONOS|ionos.com ionos.de 1and1.com|ionos
cloudflare|클라우드플레어|Cloudflare|cloudflare.com|cloudflare
wordpress|워드프레스|WordPress|wordpress.org|
openai|오픈AI|OpenAI|openai.com chatgpt.com|openai chatgpt
steam|스팀|Steam|steampowered.com steamcommunity.com valvesoftware.com steamgames.com|steamcommunity steampowered
roblox|로블록스|Roblox|roblox.com|roblox
epicgames|에픽게임즈|Epic Games|epicgames.com fortnite.com|epicgames fortnite
riot|라이엇게임즈|Riot Games|riotgames.com leagueoflegends.com|riotgames leagueoflegends
blizzard|블리자드|Blizzard|blizzard.com battle.net|blizzard
playstation|플레이스테이션|PlayStation|playstation.com sony.com|playstation
nintendo|닌텐도|Nintendo|nintendo.com nintendo.co.kr nintendo.net|nintendo
garena|가레나|Garena|garena.com|garena
binance|바이낸스|Binance|binance.com binance.us|binance
coinbase|코인베이스|Coinbase|coinbase.com|coinbase
kraken|크라켄|Kraken|kraken.com|kraken
bybit|바이비트|Bybit|bybit.com|bybit
okx|OKX|OKX|okx.com|~okx
bitget|비트겟|Bitget|bitget.com|bitget
kucoin|쿠코인|KuCoin|kucoin.com|kucoin
cryptocom|크립토닷컴|Crypto.com|crypto.com|
blockchaincom|블록체인닷컴|Blockchain.com|blockchain.com|~blockchain
metamask|메타마스크|MetaMask|metamask.io|metamask
trustwallet|트러스트월렛|Trust Wallet|trustwallet.com|trustwallet
ledger|레저|Ledger|ledger.com|~ledger
trezor|트레저|Trezor|trezor.io|trezor
uniswap|유니스왑|Uniswap|uniswap.org|uniswap
pancakeswap|팬케이크스왑|PancakeSwap|pancakeswap.finance|pancakeswap
opensea|오픈시|OpenSea|opensea.io|opensea
phantom|팬텀|Phantom|phantom.app phantom.com|~phantom
tesla|테슬라|Tesla|tesla.com|~tesla
nike|나이키|Nike|nike.com|~nike
adidas|아디다스|adidas|adidas.com adidas.co.kr|adidas
ikea|이케아|IKEA|ikea.com|~ikea
mcdonalds|맥도날드|McDonald's|mcdonalds.com mcdonalds.co.kr|mcdonalds
intuit|인튜이트|Intuit|intuit.com turbotax.com quickbooks.com|turbotax quickbooks ~intuit
experian|익스피리언|Experian|experian.com|experian
norton|노턴|Norton|norton.com|~norton
mcafee|맥아피|McAfee|mcafee.com|mcafee
teamviewer|팀뷰어|TeamViewer|teamviewer.com|teamviewer
anydesk|애니데스크|AnyDesk|anydesk.com|anydesk
wikipedia|위키백과|Wikipedia|wikipedia.org wikimedia.org|wikipedia
`
