// SPDX-License-Identifier: Apache-2.0
// Words that our invented links are made of: names of small firms, pages of honest sites, bait of hostile ones.

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Syllables and words that Korean firms call themselves by, in Latin letters. */
export const KOREAN_STEMS = words(`
  hanbit mirae daesung sejin hansol dongbu samjin woosung taeyang hanil youngjin sungwoo kumho daehan seoul busan
  daegu incheon gwangju jeju hallym bomi haneul bada sarang mirinae nuri onnuri saem namu sol baram byeol dal gaon
  garam maru ara dasom haeng bok joeun areum jinsung shinsung shinwoo shindong hyosung donghae seohae namdo gangwon
  chung jeon gyeong yeoju ilsan bundang pangyo songdo jamsil mapo yongsan gangnam seocho hongdae itaewon jongno
  korea kor hana woori kook min kyung dong seo nam buk dae sung jung han tae hyun jin woo young ho il sam oh yuk
  chil pal gu ship baek cheon man dream happy smart green blue good best top star sun sky ocean mountain river
  tree leaf flower apple pine maple cherry peach rice bread tea coffee milk honey farm field hill stone
`)
export const FIRM_ENDS = words(`
  tech eng soft food farm shop clinic dental edu pension cafe mall bio chem const logis auto design studio law tax
  works lab house books print pack metal steel glass light elec energy solar water media press news travel tour
  hotel camp golf gym fit yoga dance music art gallery photo wedding flower bakery kitchen mart market trade fashion
  wear shoes bag kids baby pet vet hospital hanui pharm beauty hair nail skin spa church temple school academy
  kinder library museum park zone plus net system data cloud dev ai game toon comics real estate home interior
  furniture garden clean move parking car motors bike rent insurance consult partners group holdings
`)
export const ENGLISH_STEMS = words(`
  north south river lake oak pine willow cedar stone bright clear quick silver golden red blue green black white
  little big old new grand royal urban rural modern classic simple happy lucky sunny cloudy quiet wild gentle bold
  smart open first second daily weekly summer winter autumn spring morning evening moon star sun cloud rain wind
  harbor bridge castle garden orchard meadow valley canyon desert island forest mountain ocean bay coast cape
  copper iron steel glass paper cotton velvet maple birch lemon olive ginger pepper honey butter bread apple
  fox wolf bear owl hawk raven robin crane heron whale seal otter rabbit tiger lion horse
  baker miller carter fisher mason taylor porter cooper hunter parker walker turner cook clark
`)
export const ENGLISH_ENDS = words(`
  works studio lab labs house books press media design digital tech software systems solutions consulting partners
  group company collective market shop store goods supply trading foods kitchen bakery coffee roasters brewery farm
  farms dental clinic health care fitness yoga music school academy college institute foundation society church
  legal law accounting insurance realty homes builders roofing plumbing electric auto motors cycles travel tours
  hotel inn lodge camp park golf club theatre gallery museum photography films games gear apparel jewelry salon
`)

export const KOREAN_SUFFIXES = words(`
  co.kr co.kr co.kr co.kr kr kr kr com com com com net or.kr or.kr pe.kr ac.kr re.kr go.kr hs.kr ms.kr es.kr
  shop store me io ai app org biz info site online studio ac.kr go.kr es.kr xyz top club
`)
export const WORLD_SUFFIXES = words(`
  com com com com com com net org org io ai app dev co me shop store us co.uk org.uk de fr it es nl be at ch se no dk
  fi pl cz pt ru jp co.jp com.au com.br ca in co.in com.mx com.ar co.nz co.za ie gr hu ro tr com.tr tw com.tw hk sg
  com.sg my vn id co.id th info biz tv xyz site online club top space world today live studio agency blog cloud tech
  design solutions services digital center life link page
`)

/** Pages of Korean sites, as the usual makers of sites write them. `#` is a digit, `@` a letter. */
export const KOREAN_PATHS = words(`
  /main.do /index.do /index.php /index.html /main/main.php /kor/main.asp /bbs/board.php?bo_table=notice&wr_id=###
  /bbs/board.php?bo_table=free /board/view.do?seq=#### /board/list.asp?page=# /sub/sub01_02.php /sub0#/sub0#.html
  /shop/goods/goods_view.php?goodsno=#### /product/detail.html?product_no=###&cate_no=## /product/list.html?cate_no=##
  /goods/goods_view.php?goodsNo=1000000### /shop/item.php?it_id=16######## /shop/list.php?ca_id=10 /product/view/####
  /news/articleView.html?idxno=##### /article/202611###### /news/view.php?no=##### /view/20261122####
  /member/login.html /member/login.php?url=%2Fmypage /login /login.do /member/join.html /mypage/order_list.php
  /html/company.html /company/greeting /about /contact /location.php /reserve /reservation/step1 /booking?date=2026-11-#
  /order/basket.html /order/complete?orderNo=20261123###### /pay/receipt/######## /payment/result?tid=######## /cart
  /event/## /event/view?eventNo=### /notice/### /notice/view.asp?idx=### /faq /support/notice/## /customer/qna
  /search?q=%EA%B2%80%EC%83%89&page=# /search?keyword=shoes&sort=new /category/##?page=# /category/%EC%9D%98%EB%A5%98/##/
  /api/v1/items?limit=##&offset=## /m/ /m/index.html /mobile/ /app/download /intro /ko/about /en/ /kr/ko/product/##
  /contents.do?key=### /cop/bbs/selectBoardArticle.do?nttId=##### /portal/bbs/B0000###/view.do?nttId=##### /edu/lecture/##
  /selectBbsNttView.do?bbsNo=##&nttNo=##### /cms/contents/### /na/ntt/selectNttInfo.do?nttSn=####### /wp/?p=###
  /s/@@@@@ /t/@@@@ /i/@@@@-@@@@ /invite/@@@@@@ /share/@@@@@@## /d/######## /survey/## /v/####
`)

export const WORLD_PATHS = words(`
  /about /about-us /contact /services /products /products/@@@@@-@@@@?variant=######## /collections/@@@@@?page=#
  /blog /blog/2026/11/@@@@-@@@@@-@@@@ /news/article/##### /articles/@@@@@-@@@@-@@@ /docs/getting-started /docs/api#auth
  /api/v1/users?limit=##&page=# /api/v2/search?q=@@@@&fields=name,id /v1/forecast?lat=37.5&lon=127.0&units=metric
  /login /signin /users/sign_in /account/login?next=%2Fdashboard /auth/callback?code=@@@@@@@@&state=@@@@@@ /account
  /accounts/login/ /my-account/ /wp-login.php /password/reset /dashboard /settings/security /oauth/authorize?client_id=####
  /checkout /cart /checkout/cart/ /billing /invoice/##### /pay/@@@@@@ /orders/###### /order-status?id=###### /payment
  /search?q=@@@@+@@@@&page=# /?s=@@@@ /?p=### /?utm_source=newsletter&utm_medium=email&utm_campaign=@@@@
  /watch?v=@@@@@@@@@@@ /item?id=######## /product.php?id=### /index.php?option=com_content&view=article&id=##
  /wp-content/uploads/2026/11/@@@@@-@@@@.jpg /assets/@@@@-########.js /static/css/main.########.css /feed/ /rss.xml
  /downloads/@@@@-#.#.#.zip /files/@@@@@.pdf /events/#### /jobs/#### /careers /team /pricing /faq /privacy-policy /terms
  /en/ /de/kontakt /fr/contact /es/productos /it/servizi /questions/########/@@@@-@@@@-@@@@ /wiki/@@@@@ /r/@@@@/comments/@@@@@@
  /t/@@@@@@ /p/@@@@@@@ /s/########-@@@@ /status/################### /dp/B0########?ref=sr_1_#&qid=########## /maps?ll=37.5,127.0
  /forum/viewtopic.php?t=#### /listing/#########/@@@@-@@@@ /image/upload/v##########/@@@@.png /track?id=######## /session/new
`)

/** Paths of apps, catalogues and machines, with capitals and codes; `~` is any letter or digit. */
export const OPEN_PATHS = words(`
  /en-US/docs/Web/API/@@@@@ /ko/docs/Web/HTML /API/v2/@@@@@ /Home/Index /Board/List?Page=# /Account/Login /News/View/####
  /c/~~~~~~~~~~~~?u=#### /click?id=~~~~~~~~~~&u=##### /t/~~~~~~~~ /r/~~~~~~ /s/~~~~~~~~~~ /v/~~~~~~~~~~~ /i/~~~~~~ /l/~~~~~
  /npm/@@@@@/dist/@@@@.min.js /assets/index-~~~~~~~~.css /images/2026/IMG_####.jpg /files/~~~~~~~~~~~~~~~~.pdf /gh/@@@@@/@@@@@
  /saml2/login?SAMLRequest=~~~~~~~~~~~~~~~~~~~~~~~~ /oauth2/authorize?client_id=~~~~~~~~&response_type=code&scope=openid
  /login/index.php /User/Login.aspx /member/Login.do?returnUrl=%2Fmy /LoginForm.jsp /sso/login?service=portal /web/index.html
  /NWS/View/at_pg.aspx?CNTN_CD=A000####### /Goods/GoodsView.aspx?no=####### /product/######## /vp/products/##########?itemId=##########
  /~~~~~ /~~~~~~ /~~~~~~~ /@@@## /##@@@@ /i/~~~~~~ /card/~~~~~~ /invite/@@@@@ /p/~~~~~~~~ /abc@@ /q/~~~~ /######### /########
  /docs/#.#/ /TR/@@@@@/ /ko-kr/ /JP/@@@@ /#### /wiki/@@@@@@ /profile.php?id=#### /read.php?bn=15&num=####### /todos/#
  /unsubscribe?token=~~~~~~~~~~~~~~~~~~~~ /verify?token=~~~~~~~~~~~~~~~~ /reset-password?token=~~~~~~~~~~~~~~~~ /open?m=~~~~~~~~
  /index.html /home.html /main /view /check /menu /1 /12 /2026 /a /kr /store /order/~~~~~~~~ /pay/~~~~~~~~~~ /receipt/~~~~~~~~~~
`)

/** Subdomains that honest sites use. */
export const HONEST_LABELS = words(
  'm m blog shop store mail webmail support help docs api cdn img static app my mypage member login auth id pay order admin ' +
    'gw portal news edu en ko kr dev test status events forum wiki careers go link track click email t info',
)

/** Words of bait beside a brand. */
export const BAIT = words(`
  login secure pay event help support verify auth account update refund coupon point gift center customer cs info
  notice service safe id kr korea bank online mobile app cert check confirm alert delivery parcel track post express
  card loan cancel usim approval address reissue apply minwon tax fine penalty view trade escrow order review job
  airdrop wallet claim bonus reward prize free vip unlock limited restrict identity kyc tan konto recover billing
`)
export const BAIT_SUFFIXES = words(`
  com com com net org xyz xyz top top shop site online icu cyou buzz click vip club info cc live life store tk ml ga cf
  gq me co io link work monster quest sbs cfd bond lol website space fun host pw ru cn guru win help support app dev
  guru red pro fund wiki mobi kim tech cloud pro guru pw xyz top me
`)
export const BAIT_PATHS = words(`
  / / / /a /k /m /kr /kb /v /p/# /t/#### /login /login.php /signin /auth /verify /verify.php /account/update /index.php
  /view /check /pay /pay.php /apply /cancel /confirm /address /track /ad /c/## /a/## /x# /@@@ /@@@@ /@@#@ /@#@@# /?id=##
  /secure/login /main /nid /nidlogin.login /signon /webscr?cmd=_login-run /login/?id=@@@@@@ /p.html /h5 /h5/#/login
  /app.apk /kr.apk /download/app.apk /photo.apk /view.apk /invite.apk /install /member/login /web/login.html /otp
  /security/check.php?session=@@@@@@@@################ /a91f/@@##@@##@@##@@##/ /customer/idconfirm /step1.php /info/card
`)
export const HACKED_PATHS = words(`
  /wp-content/plugins/@@@/$/login.php /wp-includes/css/$/index.html /wp-admin/js/$/ /.well-known/$/signin.php
  /wp-content/themes/@@@@/$/verify.php?id=######## /images/$/update/ /modules/mod_@@/$/signin/ /tmp/$/login.php?email=me%40corp.com
  /uploads/$/account/confirm.html /cgi-bin/$/webscr.php /old/$/secure/ /templates/$/auth/@@##@@##@@##/ /js/$/logon.php
  /css/$/index.php?session=@@@@@@######## /assets/$/billing.php /administrator/$/ /components/com_@@/$/pay.php /$/$.html
`)
