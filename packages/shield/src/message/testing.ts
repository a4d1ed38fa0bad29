// SPDX-License-Identifier: Apache-2.0
// Messages for tests, so plain that every set of weights must judge them rightly. Written for that; never trained on.

import type { Theme } from './judgement.ts'

export interface Trap {
  readonly theme: Theme
  /** Absent where either name fits. */
  readonly label?: 'smishing' | 'spam'
  readonly ko: readonly string[]
  readonly en: readonly string[]
}

/** Of each theme, in both languages. */
export const TRAPS: readonly Trap[] = [
  {
    theme: 'family_in_need',
    label: 'smishing',
    ko: [
      '엄마 나 폰 떨어뜨려서 액정 나갔어ㅠ 수리 맡기고 컴퓨터로 문자하는 거야. 급하게 부탁할 거 있는데 이 번호로 문자 줘',
      '아빠 나야. 휴대폰이 고장나서 임시폰 쓰고 있어. 보험 신청해야 하는데 신분증 사진이랑 카드 비밀번호 좀 보내줘',
    ],
    en: [
      'Hi mum, I dropped my phone down the toilet and this is my new number. Can you text me back as soon as you see this? I need help paying a bill today',
      'Hey dad its me, my phone is broken and I am on a temporary number. I cannot get into my bank, could you transfer 1,450 to this account for me? I will pay you back tomorrow',
    ],
  },
  {
    theme: 'parcel',
    label: 'smishing',
    ko: [
      '[Web발신] [CJ대한통운] 고객님 택배가 주소 불명으로 반송 처리됩니다. 배송지 확인: http://cj-tracking.kr-post.top/a1',
      '[국제발신] 운송장 [8841****02] 도로명 불일치로 배송 보류. 앱 설치 후 주소 수정 바랍니다 https://bit.ly/3pkgKr',
    ],
    en: [
      'Royal Mail: your parcel has a £1.45 unpaid shipping fee. Pay now or it will be returned to sender: https://royalmail-fee-redelivery.top/pay',
      'USPS: your package is held at our warehouse because of an incomplete address. Update your address within 12 hours: http://usps.com-track-help.xyz/i',
    ],
  },
  {
    theme: 'fine',
    label: 'smishing',
    ko: [
      '[국외발신] [교통민원24] 교통법규 위반 과태료 통지서가 발부되었습니다. 내용 확인: http://efine-check.go-kr.xyz/n',
      '[민원24] 쓰레기 무단투기로 신고되어 과태료 처분 예정입니다. 위반 사실 확인하기 https://minwon24.lqtz.shop/v',
    ],
    en: [
      'E-ZPass final notice: you have an unpaid toll of $6.99. Pay today at https://ezpass-tollbill.vip/us to avoid a $50 late fee and suspension of your license',
      'DVLA: you have an outstanding parking fine. Failure to pay will lead to prosecution. Settle it now: http://dvla-penalty-charge.top/pay',
    ],
  },
  {
    theme: 'health_check',
    label: 'smishing',
    ko: [
      '[Web발신] [국민건강보험] 건강검진 결과 통지서가 발송되었습니다. 내용 보기 http://nhis-result.quzk.top/c',
      '[국가검진] 검진 대상자 통보. 암 검진 결과 이상 소견, 상세보기: https://nhic.kr-doc.xyz/m',
    ],
    en: [
      'NHS: you have been in close contact with a new Covid variant case. You must order a test kit here: https://nhs-testkit-order.top/uk and pay the £0.99 postage',
      'Medicare alert: your new health insurance card is on hold. Confirm your date of birth and bank details at http://medicare-card-update.xyz to receive it',
    ],
  },
  {
    theme: 'payment_approval',
    label: 'smishing',
    ko: [
      '[국제발신] [해외결제] 승인완료 USD 798.20 본인이 아닐 경우 소비자보호센터 즉시 문의 070-4512-8830',
      '[Web발신] 아마존 결제 승인 완료 1,284,000원. 본인 구매 아닐 시 즉시 신고접수 바랍니다 02-6959-1177',
    ],
    en: [
      'Amazon: a purchase of $1,289.00 was charged to your card. If you did not authorize this, call our fraud department immediately on +1 888 402 7713',
      'PayPal: payment of £649.99 to APPLE STORE was approved. Not you? Cancel it at http://paypal-cancel-order.top/verify and confirm your card number',
    ],
  },
  {
    theme: 'small_payment',
    label: 'smishing',
    ko: [
      '[Web발신] 휴대폰 소액결제 495,000원이 결제되었습니다. 본인 아닌 경우 취소 신청하세요 http://pay-cancel.kqzm.top/k',
      '[국외발신] 고객님 통신요금에 정보이용료 330,000원 청구 예정. 결제 취소 및 본인인증: https://sktbill-cancel.xyz/w',
    ],
    en: [
      'Vodafone: your phone bill payment was declined by the bank. Verify your billing details at https://vodafone-bill-update.top or your number will be disconnected',
      'T-Mobile: your account will be suspended today because of an unpaid bill. Pay here immediately to keep your SIM active: http://tmobile-billing.xyz/pay',
    ],
  },
  {
    theme: 'account_lock',
    label: 'smishing',
    ko: [
      '[국제발신] [카카오] 고객님 계정이 해외 IP에서 로그인되어 이용이 정지됩니다. 본인인증: http://kakao-login.secure-kr.top/id',
      '[업비트] 이상 로그인이 감지되어 출금이 제한되었습니다. 24시간 이내 재인증하지 않으면 계정이 영구정지됩니다 https://upblt-auth.xyz',
    ],
    en: [
      'Chase: your account has been locked due to suspicious activity. Verify your identity immediately at http://chase-secure-login.top or it will be closed',
      'Your Apple ID will be disabled within 24 hours. Confirm your password and card number here: https://appleid-verify.account-help.xyz/login',
    ],
  },
  {
    theme: 'prosecutor',
    label: 'smishing',
    ko: [
      '[서울중앙지검] 귀하 명의의 대포통장이 금융범죄에 연루되어 출석을 요구합니다. 불응 시 체포영장 집행. 담당 수사관 010-4821-7730으로 즉시 연락 바랍니다',
      '금융감독원입니다. 고객님 계좌가 불법자금에 연루되어 동결 예정이니 안전계좌로 옮기시고 가족에게도 알리지 마십시오. 수사 기밀입니다',
    ],
    en: [
      'This is Officer Grant of the IRS. A warrant for your arrest has been issued for tax fraud. Call +1 202 555 0188 immediately and pay in gift cards to stop legal action',
      'Social Security Administration: your SSN has been suspended because of criminal activity. Call our federal investigator now on +1 877 555 0142 or you will be arrested',
    ],
  },
  {
    theme: 'obituary_or_invitation',
    label: 'smishing',
    ko: [
      '[부고] 아버님께서 별세하셨습니다. 장례식장 위치 확인: http://bugo.lmqz.top/view',
      '저희 결혼합니다. 꼭 참석해 주세요^^ 모바일 청첩장 보기 https://card-wed.qpzk.xyz/app.apk',
    ],
    en: [
      'Sad news, our friend passed away last night. Funeral details and photos here: http://memorial-view.qzkt.top/a.apk',
      'You are invited to our wedding! Open the invitation card and install the app to see it: http://wedding-card.xqzt.xyz/invite.apk',
    ],
  },
  {
    theme: 'refund_or_subsidy',
    label: 'smishing',
    ko: [
      '[Web발신] 미수령 환급금 384,200원이 있습니다. 금일까지 계좌와 카드번호 입력 후 신청하기 http://hometax-refund.kr-go.top/z',
      '[정부지원] 민생회복 소비쿠폰 2차 지급 대상자입니다. 오늘까지 신청하세요 https://gov-coupon.vzqk.shop/apply',
    ],
    en: [
      'HMRC: you are owed a tax refund of £284.60. Claim it now by confirming your bank details: https://hmrc-refund-claim.top/gov',
      'You are entitled to a $1,400 stimulus relief payment. Claim your grant before midnight at http://irs-relief-claim.xyz and enter your SSN and card number',
    ],
  },
  {
    theme: 'prize',
    ko: [
      '축하합니다! 갤럭시 S26 경품에 당첨되셨습니다. 제세공과금 33,000원 입금 후 수령, 정보 입력: http://event-win.zqkp.top/g',
      '[이벤트 당첨] 고객님이 신세계상품권 100만원에 당첨! 지금 바로 링크 클릭 후 주민번호 입력하세요 https://giftwin.kzq.shop',
    ],
    en: [
      'CONGRATULATIONS! You have won a £1,000 holiday voucher in our prize draw. To claim call 09061702893 now. Calls cost £1.50/min',
      'You are the lucky winner of an iPhone 17! Claim your prize now: http://iphone-winner-claim.top - pay the $2 shipping fee with your card',
    ],
  },
  {
    theme: 'impersonated_buyer',
    label: 'smishing',
    ko: [
      '당근에서 보고 연락드려요. 네이버페이 안전결제로 할게요. 여기서 계좌 인증하시고 수수료 1,000원 포함해서 먼저 입금해 주세요 http://npay-safe.trade-kq.top/o',
      '판매자님 입금했는데 수수료를 안 내셔서 거래가 보류됐대요. 안전거래 사이트에서 다시 입금하시면 한꺼번에 환불돼요 https://safe-deal.nqzk.xyz/p',
    ],
    en: [
      'Hi, is this still available on Marketplace? I will send a courier to collect. The money is held in escrow, just enter your card number at http://safe-pay-courier.top/order to receive it',
      'Buyer has paid for your sold item on eBay. To receive the money confirm your bank details through this payment link: https://ebay-payout.secure-buyer.xyz/p',
    ],
  },
  {
    theme: 'cash_out',
    label: 'spam',
    ko: [
      '휴대폰 소액결제 현금화 5분 입금! 업계 최고 매입율 90% 24시간 상담 카톡 cash24',
      '문화상품권 구글기프트카드 매입합니다. 정책 미납도 가능, 당일 즉시 입금. 텔레그램 문의 @maeip77',
    ],
    en: [
      'We turn your carrier billing limit into cash in 10 minutes! Sell your gift cards too, best rates 85%, no credit check. Telegram @cashfast24',
      'Need money today? Cash for gift cards and airtime to cash, instant payout, even with unpaid phone bills. WhatsApp +44 7700 900461',
    ],
  },
  {
    theme: 'phone_for_cash',
    label: 'spam',
    ko: [
      '내구제 당일 진행! 휴대폰 개통만 하시면 대당 120만원 현금 지급. 신불자 연체자 가능 카톡 phone365',
      '선불유심 삽니다. 명의만 빌려주시면 회선당 현금 드려요. 가개통 폰테크 문의 텔레 @usim88',
    ],
    en: [
      'Sign up for a phone contract and get $600 cash the same day. Bad credit fine, we take the phone, you keep the cash. Text 07700 900813',
      'Cash for a phone contract in your name! Up to £400 per SIM, no questions asked. WhatsApp us now +44 7700 900552',
    ],
  },
  {
    theme: 'loan',
    label: 'spam',
    ko: [
      '(광고) 무직자 신용불량자 당일대출 가능! 무서류 무담보 최대 5천만원, 연체자도 OK 010-7741-2038',
      '[Web발신] 정부지원 저금리 대환대출 승인율 98%! 지금 바로 한도조회 하세요 http://loan-ok.zqkm.top 상담 카톡 loan1004',
    ],
    en: [
      'Need cash fast? Bad credit OK! Payday loan up to $5,000, no credit check, approved in 5 minutes. Apply now: http://quick-loan-approve.top',
      'You are pre-approved for a £25,000 personal loan. No documents, guaranteed approval, low interest. Text YES to 07700 900377 today',
    ],
  },
  {
    theme: 'investment',
    ko: [
      '[무료 리딩방] 내일 상한가 급등주 무료 공개! 지난주 수익률 380% 인증. 카톡방 입장 https://open-stock.kqz.top',
      '원금보장 월 수익률 30% 코인 자동매매! 하루 50만원 수익 보장, 선착순 20명 텔레그램 @coin_vip7',
    ],
    en: [
      'Join our WhatsApp trading group: guaranteed 300% crypto profit every week, our analyst sends free signals. Deposit from $200: http://crypto-vip-profit.top',
      'Double your Bitcoin in 24 hours! Guaranteed returns, no risk. Send 0.01 BTC and get 0.02 back. Telegram @btcdoubler_pro',
    ],
  },
  {
    theme: 'gambling',
    label: 'spam',
    ko: [
      '신규 가입 첫충 50% 매충 20%! 바카라 슬롯 토토 먹튀 없는 카지노 http://vegas-77.top 가입코드 7979',
      '꽁머니 5만 즉시 지급! 파워볼 스포츠 배팅 보증업체 주소 http://win-bet.zqk.vip 추천코드 vip8',
    ],
    en: [
      'MEGA CASINO! 200 free spins and a 500% deposit bonus, no wager. Slots, poker, live betting. Join: http://mega-spin-casino.top code VIP50',
      'Bet now and win big! $100 free bet for new players, best odds, instant jackpots. Sign up at http://bet-jackpot.vip today',
    ],
  },
  {
    theme: 'adult',
    label: 'spam',
    ko: [
      '외로운 밤 화끈한 만남! 20대 여성회원 대기중, 조건만남 출장마사지 후불제 카톡 night69',
      '성인 야동 무료 공개! 몰카 유출본 지금 바로 http://ya-night.zqk.top 비아그라 정품 최저가',
    ],
    en: [
      'Hot sexy singles in your area want to meet tonight! Chat with naughty girls on our adult line, text HOT to 69696, £1.50/msg 18+',
      'Free adult webcam! Horny girls live nude xxx, join the dating site now: http://hot-date-cam.top',
    ],
  },
  {
    theme: 'job',
    ko: [
      '[재택부업] 하루 1시간 리뷰 알바로 일당 30만원 당일지급! 누구나 가능, 보증금만 입금하면 시작. 카톡 job1004',
      '고수익 알바 모집! 서류배송 현금수거 단순업무, 하루 50만원. 신분증과 통장사본 보내주세요 텔레그램 @quickjob',
    ],
    en: [
      'Hello, I am Lucy, HR manager. We offer a remote part time job: like videos and earn $300 a day, no experience. Message me on Telegram @lucy_hr_job',
      'Work from home as a product reviewer, 30 minutes per day, earn up to $500 daily. Deposit $50 to unlock tasks. WhatsApp +1 332 555 0177',
    ],
  },
  {
    theme: 'phone_deal',
    label: 'spam',
    ko: [
      '(광고) VIP 고객님께만! 최신폰 무료 교체, 공짜폰에 현금사은품 50만원까지. 오늘 마감 010-5521-7789',
      '[휴대폰 성지] 아이폰 번호이동 기기변경 지원금 최대! 차비까지 드립니다 카톡 sungji01',
    ],
    en: [
      'FREE camera phone! Upgrade your mobile today and get double mins and free texts for a year. Call 08000839402 now or text YES',
      'Get 3 new polyphonic ringtones and logos FREE! Text TONE to 8007 now, 150p per msg, to stop text STOP',
    ],
  },
  {
    theme: 'other_trap',
    label: 'smishing',
    ko: [
      '당신의 화상채팅 영상을 녹화했다. 비트코인 200만원을 보내지 않으면 연락처 모두에게 유포하겠다. 지금 연락해라 텔레그램 @rec_0',
      '[보안센터] 고객님 휴대폰이 해킹되었습니다. 즉시 원격제어 앱을 설치하고 비밀번호를 입력하세요 http://secure-app.kzq.top/v3.apk',
    ],
    en: [
      'I hacked your webcam and recorded you. Send $900 in bitcoin within 48 hours or the video goes to all your contacts. Do not tell the police',
      'Microsoft security: your computer is infected and your bank data is leaking. Install AnyDesk and call our support immediately on +1 855 555 0109',
    ],
  },
  {
    theme: 'other_advert',
    label: 'spam',
    ko: [
      '기적의 다이어트 알약! 2주 10kg 감량 보장, 오늘만 80% 할인, 선착순 50명 http://diet-pill.zqk.top 카톡 slim77',
      '명품 시계 가방 레플리카 최저가! 정품과 100% 똑같음, 무료배송 http://rep-bag.kzq.shop 문의 텔레그램 @bag1',
    ],
    en: [
      'Miracle diet pills! Lose 20 lbs in 10 days guaranteed, 80% off today only. Order now: http://slim-fast-pills.top',
      'Replica Rolex watches at 90% off, same as genuine, free shipping! Order today at http://replica-luxury.top or WhatsApp +86 138 5555 0123',
    ],
  },
]

export interface Honest {
  readonly sender: string
  readonly ko: readonly string[]
  readonly en: readonly string[]
}

/** Of each kind of honest sender that traps imitate. */
export const HONEST: readonly Honest[] = [
  {
    sender: 'a bank',
    ko: [
      '[Web발신] [KB]11/23 09:12 123**89 김*수 전자금융입금 350,000 잔액 1,284,330',
      '[신한카드] 승인 홍*동 12,800원 일시불 11/23 12:31 김밥나라 누적 384,200원',
    ],
    en: [
      'Barclays: £42.10 was paid to TESCO STORES on 23 Nov. Your available balance is £318.44.',
      'Chase: Your statement is ready. Minimum payment of $35.00 is due 12/08. Autopay is on.',
    ],
  },
  {
    sender: 'a one-time code',
    ko: [
      '[Web발신] [카카오] 인증번호 482913 을 입력해 주세요. 타인에게 절대 알려주지 마세요.',
      '[NICE평가정보] 본인확인 인증번호는 [735102] 입니다. 3분 안에 입력해 주세요.',
    ],
    en: [
      'Your Google verification code is 482913. Do not share it with anyone.',
      '735102 is your one-time passcode. We will never call and ask you for it.',
    ],
  },
  {
    sender: 'a carrier about small payments',
    ko: [
      '[SKT] 고객님, 휴대폰 소액결제 9,900원이 결제되었습니다(멜론, 11/23). 이번 달 이용금액 19,800원, 남은 한도 280,200원. 문의 114',
      '[KT] 11월 소액결제 이용내역 안내: 구글플레이 5,500원. 다음 달 통신요금에 합산 청구됩니다. 내역은 마이케이티 앱에서 확인하실 수 있습니다.',
    ],
    en: [
      'EE: You bought a Google Play item for £4.99. It will be added to your next bill. See your purchases in the EE app.',
      'Verizon: Your bill of $84.12 for November is ready. Autopay is set for 12/05. View it in the My Verizon app.',
    ],
  },
  {
    sender: 'an office about a tax or a fine',
    ko: [
      '[국세청] 11월은 종합소득세 중간예납의 달입니다. 납부기한은 11월 30일이며 홈택스나 가까운 은행에서 납부하실 수 있습니다.',
      '[강남구청] 12가3456 차량의 주정차 위반 과태료 사전통지서를 우편으로 발송하였습니다. 의견제출 기한은 12월 10일까지입니다. 문의 02-3423-5114',
    ],
    en: [
      'HMRC: Your Self Assessment return is due by 31 January. Sign in to your account on GOV.UK as usual. We will never ask for bank details by text.',
      'City of Austin: your parking ticket payment was received. Thank you. No further action is needed.',
    ],
  },
  {
    sender: 'a courier with its own link',
    ko: [
      '[CJ대한통운] 김민지님, 오늘 14~16시에 택배가 배송될 예정입니다. 배송조회 https://trace.cjlogistics.com/next/tracking.html?wblNo=681234567890',
      '[우체국] 등기우편물을 내일 배달할 예정입니다. 부재 시 경비실에 맡기겠습니다. 조회: https://service.epost.go.kr/trace',
    ],
    en: [
      'Royal Mail: your parcel was delivered today at 11:42 and left with your neighbour at no. 14. https://www.royalmail.com/track-your-item',
      'UPS: your package from Uniqlo is scheduled for delivery tomorrow by 7 PM. Track it: https://www.ups.com/track',
    ],
  },
  {
    sender: 'family about a broken phone',
    ko: [
      '엄마 나 핸드폰 액정 깨졌어ㅠㅠ 주말에 서비스센터 같이 가줄 수 있어?',
      '여보 나 폰 배터리가 다 돼서 수진이 폰으로 보내. 7시쯤 집에 도착해',
    ],
    en: [
      'Mum I cracked my screen again, can we go to the shop on Saturday? Dinner at 7?',
      'My phone is dying, so if I do not answer just come to the house. See you at 6 x',
    ],
  },
  {
    sender: 'a death or a wedding',
    ko: [
      '[부고] 故 박영자님께서 11월 22일 별세하셨기에 삼가 알려드립니다. 빈소: 서울성모병원 장례식장 5호실, 발인: 11월 24일 오전 7시. 상주 김철수 올림',
      '저희 두 사람 12월 13일 토요일 12시, 더파티움 3층에서 결혼합니다. 귀한 걸음 하시어 축복해 주세요. 김민준 이서연 드림',
    ],
    en: [
      'I am so sorry to tell you that Grandad passed away peacefully last night. The funeral will be on Friday at 11 at St Mary’s. Call me when you can.',
      'Save the date! Tom and Priya are getting married on 14 June at the town hall in Bath. A card will follow by post.',
    ],
  },
  {
    sender: 'an honest advertiser',
    ko: [
      '(광고)[이마트] 이번 주말 과일 최대 30% 할인! 11/23~11/26 전 매장에서 만나보세요. 무료수신거부 080-123-4567',
      '(광고)[올리브영] 겨울 세일이 시작됐어요. 앱에서 쿠폰을 받아 가세요. 무료거부 080-870-0022',
    ],
    en: [
      'Boots: 3 for 2 on all gifts in store this weekend. See you there! To opt out text STOP to 60006',
      'Sweetgreen: your favourite fall bowl is back. Order in the app this week and earn double points. Reply STOP to opt out.',
    ],
  },
  {
    sender: 'a friend',
    ko: ['오늘 저녁에 뭐 먹을래? 나는 국수 먹고 싶은데 ㅋㅋ', '내일 회의 10시로 옮겼어요. 자료는 메일로 보내드릴게요.'],
    en: [
      'Running 10 minutes late, order me a coffee please!',
      'Can you pick up the kids at four? I am stuck in a meeting.',
    ],
  },
]

/** Every trap, with what is expected of it. */
export const TRAP_TEXTS = TRAPS.flatMap(({ theme, label, ko, en }) => [
  ...ko.map(text => ({ text, theme, label, language: 'ko' })),
  ...en.map(text => ({ text, theme, label, language: 'en' })),
])

/** Every honest message. */
export const HONEST_TEXTS = HONEST.flatMap(({ sender, ko, en }) => [...ko, ...en].map(text => ({ text, sender })))
