// SPDX-License-Identifier: Apache-2.0
// Words that fill people, places and things, in Korean and English. People and companies are invented.

const words = (text: string) => text.trim().split(/\s*\|\s*/)

export const SURNAMES = words(
  '김|김|김|이|이|이|박|박|최|최|정|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|전|홍|고|문|양|손|배|백|허|유|남|심|노|하|곽|성|차|주|우|구|민|진|지|엄|남궁',
)
export const GIVEN = words(`
  민준|서준|도윤|예준|시우|하준|주원|지호|지후|준우|현우|지훈|동현|성민|재훈|영호|상철|정수|광수|용준|태영|승우|진호|병철|기태|종석|경민|
  서연|서윤|지우|하은|하윤|민서|지유|채원|수아|지민|은지|혜진|미영|영숙|정희|순자|명숙|은정|소영|지현|유진|수빈|다은|예린|가은|보라|선영|
  길동|철수|영희|말순|춘자|복희|해솔|아람|슬기|한결|도경|재인|윤아|나래|세아|로운|규리|태경|승희|현주|옥자|건우|은우|이안|시온|라온`)
export const ENAMES = words(`
  Emma|Olivia|Noah|Liam|James|Lucas|Mia|Ava|Sophie|Grace|Harry|Jack|Oliver|Ella|Chloe|Daniel|Sam|Priya|Aisha|Wei|Mei|
  Carlos|Maria|Fatima|Omar|Kate|Tom|Ben|Laura|Hannah|Megan|Josh|Ryan|Kevin|Linda|Susan|Dave|Chris|Anna|Zoe|Ravi|Ines`)
export const ESURNAMES = words(`
  Clarke|Smith|Jones|Taylor|Brown|Patel|Khan|Nguyen|Garcia|Lopez|Miller|Davis|Wilson|Moore|Walker|Hall|Wright|Green|
  Baker|Carter|Murphy|Kelly|Ryan|Chen|Wong|Singh|Ahmed|Rossi|Novak|Fischer|Bell|Ward|Foster|Hughes|Price|Reid`)

/** Words of each place and thing in both languages. */
export const WORDS: Readonly<Record<string, Readonly<Record<'ko' | 'en', readonly string[]>>>> = {
  city: {
    ko: words(
      '서울|부산|대구|인천|광주|대전|울산|세종|수원|성남|용인|고양|부천|안산|안양|화성|평택|청주|천안|전주|포항|창원|김해|제주|춘천|원주|강릉|목포|여수|순천|구미|경주|진주|의정부|파주|김포|하남|군산|익산|아산',
    ),
    en: words(
      'London|Leeds|Manchester|Bristol|Glasgow|Dublin|Boston|Austin|Denver|Chicago|Seattle|Portland|Toronto|Calgary|Sydney|Perth|Melbourne|Auckland|Singapore|Phoenix|Atlanta|Dallas',
    ),
  },
  district: {
    ko: words(
      '강남구|서초구|송파구|마포구|관악구|노원구|은평구|종로구|중구|영등포구|성동구|해운대구|수영구|부산진구|달서구|수성구|연수구|남동구|부평구|유성구|서구|북구|남구|동구|분당구|영통구|권선구|덕양구|기흥구|완산구|상당구|흥덕구|단원구|만안구|의창구',
    ),
    en: words(
      'Camden|Hackney|Southwark|Croydon|Queens|Brooklyn|Midtown|Riverside|Northgate|West End|Old Town|Parkside',
    ),
  },
  dong: {
    ko: words(
      '역삼동|서초동|방배동|잠실동|망원동|연남동|상계동|불광동|신림동|화곡동|목동|대치동|구로동|성수동|우동|좌동|범어동|송도동|구월동|봉명동|둔산동|정자동|서현동|매탄동|행신동|동백동|중앙동|수완동|효자동|율량동|교동|온천동',
    ),
    en: words('Elm Park|Kingsway|Mill Lane|Oakfield|Hillcrest|Bayview'),
  },
  hospital: {
    ko: words(
      '서울대학교병원|삼성서울병원|세브란스병원|서울아산병원|강남성심병원|튼튼정형외과|맑은눈안과|연세바른치과|미소치과의원|하나이비인후과|참좋은내과|푸른소아청소년과|한마음병원|누리한의원|다온산부인과|우리들가정의학과|고운피부과|부산대학교병원|분당서울대병원|아주대학교병원|새봄요양병원|열린연합의원|바른몸재활의학과|편한속내과',
    ),
    en: words(
      'Riverside Dental|St Mary Hospital|Oakwood Surgery|City Eye Clinic|Northside Medical|Greenfield GP|Bayview Orthopaedics|Lakeside Pediatrics|Parkview Clinic|Hillcrest Physio',
    ),
  },
  school: {
    ko: words(
      '한솔초등학교|푸른중학교|대한고등학교|새싹유치원|별빛어린이집|한빛초|동백중|서현고|해오름유치원|늘푸른초등학교|가온중학교|누리고등학교|꿈나무어린이집|상록초등학교|세종고|명지초|은하수유치원|솔빛중학교',
    ),
    en: words('Oakfield Primary|Kingsway High|Lincoln Elementary|St Anne School|Hillcrest Academy|Riverside Nursery'),
  },
  company: {
    ko: words(
      '(주)한울|대성물산|미래테크|㈜다온|청우건설|누리소프트|세림산업|진솔푸드|(주)가람|동해전자|바른회계법인|온누리여행사|늘솔디자인|하늘물류|우진기계|(주)비전코리아|참빛교육|서진유통|(주)모아|백두시스템',
    ),
    en: words(
      'Acme Ltd|Northwind|Brightside Co|Harbor Foods|Lumen Studio|Cedar & Co|Bluebird Travel|Kestrel Systems|Oakline Homes|Fairway Motors',
    ),
  },
  product: {
    ko: words(
      '무선이어폰|운동화|겨울 패딩|쌀 10kg|생수 2L|기저귀|공기청정기 필터|커피원두|아기 물티슈|캠핑의자|블루투스 스피커|전기장판|김치 5kg|에어프라이어|여성 니트|책 3권|강아지 사료|로션 세트|텀블러|냉동만두|휴대폰 케이스|샴푸|이불세트|차량용 거치대|사과 5kg|청바지|유산균|칫솔 세트|노트북 거치대|레고|화장지 30롤|세탁세제|가습기|모니터|등산화|홍삼정',
    ),
    en: words(
      'wireless earbuds|running shoes|winter coat|coffee beans|phone case|desk lamp|yoga mat|cat food|baby wipes|backpack|kettle|bluetooth speaker|bed sheets|air fryer|hiking boots|monitor stand|novel|shampoo|garden hose|toaster',
    ),
  },
  foodname: {
    ko: words(
      '후라이드치킨|양념치킨|짜장면|짬뽕|탕수육|김치찌개|된장찌개|떡볶이|피자|햄버거 세트|초밥 세트|돈까스|냉면|족발|보쌈|마라탕|쌀국수|파스타|샐러드|국밥|비빔밥|칼국수|아메리카노|순대국|닭강정|삼겹살 2인분',
    ),
    en: words('pad thai|pepperoni pizza|burger meal|sushi set|chicken curry|burrito bowl|ramen|fish and chips|salad'),
  },
  store: {
    ko: words(
      'GS25|CU|세븐일레븐|이마트|홈플러스|롯데마트|스타벅스|이디야커피|메가MGC커피|투썸플레이스|파리바게뜨|뚜레쥬르|올리브영|다이소|맥도날드|버거킹|김밥천국|교촌치킨|BBQ|본죽|SK에너지|GS칼텍스|S-OIL|현대오일뱅크|코스트코|CGV|롯데시네마|메가박스|하나로마트|이마트24|배스킨라빈스|컴포즈커피|약국|우리약국|미소식당|할매국밥|동네정육점|행복미용실|대한서점|스피드주유소|노브랜드|트레이더스',
    ),
    en: words(
      'TESCO STORES|STARBUCKS|SHELL|WALGREENS|COSTCO|PRET A MANGER|UBER TRIP|LIDL|CVS PHARMACY|TRADER JOES|SAINSBURYS|MCDONALDS|TRAINLINE|ALDI|TARGET|WHOLE FOODS|BP|BOOTS',
    ),
  },
  oversea: {
    ko: words(
      'APPLE.COM/BILL|AMAZON.COM|NETFLIX.COM|GOOGLE*YOUTUBE|OPENAI *CHATGPT|ALIEXPRESS|AGODA.COM|AIRBNB|STEAM PURCHASE|SPOTIFY|UBER *TRIP|BOOKING.COM|ADOBE|IHERB|TEMU.COM|DISNEYPLUS|MICROSOFT*365|DONKI SHINJUKU|LAWSON TOKYO|7-ELEVEN OSAKA|TRIP.COM|FARFETCH|NOTION LABS|PLAYSTATION',
    ),
    en: words('APPLE.COM/BILL|AMAZON|NETFLIX.COM|SPOTIFY|UBER *TRIP|AIRBNB|BOOKING.COM|STEAM|ADOBE'),
  },
  dept: {
    ko: words(
      '교통행정과|세무과|복지정책과|주차관리과|민원봉사과|환경위생과|보건행정과|건축과|평생학습과|여성가족과|자원순환과|재산세과|안전총괄과|징수과|차량등록사업소|지역경제과|체육진흥과|도로관리과',
    ),
    en: words('Parking Services|Council Tax|Licensing|Housing|Waste Services|Public Health|Planning|Benefits'),
  },
  station: {
    ko: words(
      '강남역|서울역|홍대입구역|잠실역|부산역|동대구역|대전역|수원역|광주송정역|신도림역|사당역|서면역|판교역|오송역|천안아산역|용산역|인천터미널역|건대입구역|노량진역|정자역',
    ),
    en: words('Kings Cross|Victoria|Penn Station|Union Station|Paddington|Waterloo|Central|Euston|Grand Central'),
  },
  weekday: { ko: words('월|화|수|목|금|토|일'), en: words('Mon|Tue|Wed|Thu|Fri|Sat|Sun') },
  road: {
    ko: words(
      '테헤란로|중앙로|세종대로|충장로|해운대로|한밭대로|동탄대로|월드컵로|번영로|시청로|백제대로|정자일로|청사로|온천로',
    ),
    en: words('High Street|Main St|Station Road|Park Avenue|Church Lane|Elm Street|Maple Drive|King Street'),
  },
}
