// SPDX-License-Identifier: Apache-2.0
// What people and offices speak of when nothing is wanted, and kinds of words that claims are made of. They explain
// nothing by themselves; together with what is asked they tell an honest message from a trap.

export const TOPICS: Readonly<Record<string, string>> = {
  topic_meal:
    '저녁, 점심, 아침밥, 밥먹, 먹자, 먹었, 먹을, 반찬, 김치, 치킨먹, 맛집, 커피한잔, 회식, 국수, 찌개, 고기, 술한잔, 배고파, dinner, lunch, breakfast, eat, pizza, coffee, hungry, cook, food',
  topic_work:
    '회의, 보고서, 팀장, 과장, 대리님, 부장, 출근, 퇴근, 야근, 자료, 메일로, 거래처, 근무, 연차, 프로젝트, 결재, 회사, meeting, office, report, boss, shift, slides, deadline, agenda, invoice',
  topic_school:
    '학교, 학원, 선생님, 숙제, 시험, 수업, 등원, 하원, 어린이집, 유치원, 가정통신문, 학부모, 과제, 교수님, 강의, 졸업, school, class, homework, teacher, exam, lecture, essay, college, tuition',
  topic_travel:
    '버스, 지하철, 기차, 비행기, 공항, 도착했, 출발했, 가는중, 여행, 호텔, 숙소, 주차, 역앞, 몇시, train, flight, bus, airport, hotel, trip, arrive, parking, drive, on my way',
  topic_health:
    '병원, 진료, 예약되, 예약일, 약국, 검사, 수술, 퇴원, 입원, 감기, 아파, 열나, 치과, 접종, doctor, appointment, dentist, hospital, clinic, sick, surgery, vaccine, nurse',
  topic_weather:
    '날씨, 비온, 눈온, 더워, 추워, 춥, 덥, 미세먼지, 태풍, 호우, 한파, 폭염, weather, rain, snow, sunny, cold outside, storm',
  topic_family:
    '엄마, 아빠, 아들, 딸, 할머니, 할아버지, 이모, 삼촌, 언니, 오빠, 누나, 동생, 남편, 아내, 여보, mum, mom, dad, son, daughter, grandma, sister, brother, wife, husband, babe',
  topic_feelings:
    '사랑해, 보고싶, 좋아해, 고마워, 미안해, 힘들, 속상, 행복, 외로, 설레, 화나, 짜증, 걱정, 기분, 슬프, 재밌, 심심, love you, miss you, sorry, happy, sad, thank you, thanks, feel, tired, bored',
  topic_home:
    '집에, 청소, 빨래, 관리사무소, 입주민, 엘리베이터, 경비실, 이사, 냉장고, 세탁, 고양이, 강아지, home, house, kitchen, laundry, dog, cat, garden, clean',
  topic_meet:
    '만나, 만날, 약속, 내일, 주말에, 이따, 올래, 갈래, 놀자, 모임, 참석, 생일, 축하해, see you, meet, tomorrow, tonight, weekend, birthday, party, later, come over',
  topic_love:
    '남자친구, 여자친구, 남친, 여친, 짝사랑, 썸, 헤어, 이별, 연애, 고백, 소개팅, boyfriend, girlfriend, crush, broke up',
  notice_done:
    '완료되었습니다, 완료했습니다, 예정입니다, 접수되었습니다, 처리되었습니다, 예약되었습니다, 발송되었습니다, 감사합니다, 이용해주셔서, 변경되었습니다, 등록되었습니다, has been received, is confirmed, has been delivered, completed, is ready, scheduled, thank you for, was delivered, booking confirmed',
  notice_ask_self:
    '앱에서, 홈페이지에서, 영업점, 고객센터, 대표번호, 방문하, 창구, 직접확인, 공식앱, 마이페이지, in the app, our website, in branch, in store, the official app, number on the back, customer service',
  word_money:
    '만원, 돈, 현금, 입금, 계좌, 송금, 이체, 수수료, 원금, 비용, 지급, money, cash, pay, paid, fee, deposit, transfer, account, bank',
  word_free:
    '무료, 공짜, 혜택, 할인, 이벤트, 쿠폰, 지원, 증정, 특가, 사은품, free, offer, discount, deal, bonus, gift, save',
  word_phone: '휴대폰, 핸드폰, 스마트폰, 번호, 유심, 통신사, 문자, phone, mobile, number, sim, text',
  word_person_title:
    '고객님, 회원님, 귀하, 사장님, 대표님, 실장, 형님, 회원, 선생님, 입주민, dear customer, dear user, customer, dear, member, sir, madam',
  word_now: '지금, 바로, 빨리, 오늘, 즉시, 금일, 당일, now, today, quick, fast, immediately',
  word_sure:
    '보장, 확실, 100프로, 무조건, 안전, 정식, 합법, 검증, 최고, 최대, 업계, 0위, guaranteed, safe, legal, best, trusted, genuine, 0 off',
  word_ask_please: '부탁, 해줘, 주세요, 해주, 줄래, 줘, 바랍니다, please, pls, can you, could you, need you, kindly',
}
