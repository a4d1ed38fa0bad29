// SPDX-License-Identifier: Apache-2.0
// What may be said of a link, in both languages: the closed list of reasons, each with its weight and grade.

/**
 * `sure` makes a trap by itself; `strong` too, unless the name is official; `soft` makes it suspicious; a `note` is
 * shown and weighed, and changes nothing by itself; `good` speaks for the link.
 */
export type Grade = 'sure' | 'strong' | 'soft' | 'note' | 'good'

export interface Entry {
  readonly grade: Grade
  /** In log odds. */
  readonly weight: number
  readonly ko: string
  readonly en: string
}

const entry = (grade: Grade, weight: number, ko: string, en: string): Entry => ({ grade, weight, ko, en })

/** `{evidence}` is what was found, `{brand}` the name of the brand, `{word}` the brand's word or own name. */
export const REASONS = {
  official: entry('good', -6, '{brand}의 실제 주소예요.', 'This is an address that {brand} really uses.'),
  well_known: entry(
    'good',
    -4,
    '많은 사람이 쓰는 알려진 사이트예요.',
    'This is a well-known site that very many people use.',
  ),
  lookalike_letters: entry(
    'sure',
    5,
    '‘{evidence}’은(는) 비슷하게 생긴 글자로 {brand}({word})처럼 보이게 만든 이름이에요.',
    '“{evidence}” uses letters that look alike to pass for {brand} ({word}).',
  ),
  lookalike_spelling: entry(
    'strong',
    3.4,
    '‘{evidence}’은(는) {brand}({word})와 철자만 조금 다른 이름이에요.',
    '“{evidence}” is {brand} ({word}) with the spelling slightly changed.',
  ),
  near_spelling: entry(
    'strong',
    2.4,
    '‘{evidence}’은(는) {brand}({word})와 비슷한 이름이지만 공식 주소가 아니에요.',
    '“{evidence}” resembles {brand} ({word}), but it is not its own address.',
  ),
  brand_other_suffix: entry(
    'soft',
    1.8,
    '이름은 {brand}와 같지만 끝부분이 달라 공식 주소로 확인되지 않아요.',
    'The name is that of {brand}, but the ending is not one that we know it to use.',
  ),
  brand_with_service_word: entry(
    'strong',
    3,
    '‘{evidence}’은(는) {brand} 이름에 다른 말을 붙인 것으로, 공식 주소가 아니에요.',
    '“{evidence}” puts other words to the name of {brand}; it is not its own address.',
  ),
  brand_in_name: entry(
    'soft',
    1.4,
    '주소에 {brand}의 이름이 들어 있지만 공식 주소로 확인되지 않아요.',
    'The name holds that of {brand}, but it is not an address that we know it to use.',
  ),
  own_name_in_subdomain: entry(
    'sure',
    5,
    '‘{evidence}’이(가) 앞에 보이지만 {brand}의 주소가 아니에요. 진짜 주인은 주소의 끝부분이에요.',
    '“{evidence}” stands in front, but this is not {brand}: an address belongs to the name at its end.',
  ),
  brand_in_subdomain: entry(
    'soft',
    2,
    '앞부분의 ‘{evidence}’은(는) 누구나 붙일 수 있어요. {brand}의 주소가 아니에요.',
    'Anybody can put “{evidence}” in front of a name. This is not an address of {brand}.',
  ),
  brand_in_path: entry(
    'note',
    1.2,
    '다른 이름의 주소 안에 ‘{evidence}’({brand})이(가) 적혀 있어요.',
    '“{evidence}” ({brand}) is written inside the address of somebody else.',
  ),
  office_words: entry(
    'strong',
    3.6,
    '‘{evidence}’은(는) 공공기관처럼 보이려는 말이에요. 정부 주소는 go.kr로 끝나요.',
    '“{evidence}” is meant to look like a public office. Korean offices end in go.kr.',
  ),
  mixed_scripts: entry(
    'sure',
    4,
    '‘{evidence}’에는 서로 다른 문자의 닮은 글자가 섞여 있어요.',
    '“{evidence}” mixes letters of different scripts that look alike.',
  ),
  punycode: entry(
    'note',
    0.5,
    '영문이 아닌 글자로 된 주소예요. 실제로는 ‘{evidence}’(으)로 읽혀요.',
    'The address is in letters other than Latin; it reads “{evidence}”.',
  ),
  odd_dots: entry('soft', 1.5, '점처럼 보이는 다른 글자로 쓴 주소예요.', 'Signs that only look like dots are used.'),
  masked: entry(
    'note',
    0.4,
    '눌리지 않도록 일부러 바꿔 쓴 주소예요(‘{evidence}’).',
    'The link was written so that it cannot be tapped (“{evidence}”).',
  ),
  user_in_front: entry(
    'sure',
    5,
    '@ 앞의 ‘{evidence}’은(는) 눈속임이고, 실제로는 @ 뒤의 주소가 열려요.',
    '“{evidence}” before the @ is a decoy; the address after the @ is what opens.',
  ),
  user_name: entry('soft', 1.2, '주소 안에 사용자 이름이 들어 있어요.', 'A user name is hidden in the address.'),
  raw_address: entry(
    'soft',
    1.6,
    '이름이 없고 숫자뿐인 주소예요. 회사나 기관은 이런 주소를 보내지 않아요.',
    'The address is only numbers; no company or office sends such a link.',
  ),
  disguised_raw: entry(
    'sure',
    4,
    '숫자 주소를 알아보지 못하게 바꿔 쓴 거예요. 실제 주소: {evidence}',
    'A numeric address written so that nobody recognises it; it is {evidence}.',
  ),
  local_address: entry(
    'note',
    -1,
    '집이나 회사 안에서만 열리는 주소예요.',
    'The address works only inside a home or office network.',
  ),
  odd_port: entry(
    'note',
    0.7,
    '흔히 쓰지 않는 포트({evidence})로 열려요.',
    'It opens on an unusual port ({evidence}).',
  ),
  shortener: entry(
    'soft',
    0.6,
    '줄인 주소라 실제로 어디로 가는지 알 수 없어요.',
    'A shortened link: where it really leads cannot be seen.',
  ),
  leads_on: entry(
    'note',
    0.4,
    '누가 만들었는지 알 수 없는 대화방이나 링크 모음으로 이어져요.',
    'It leads to a chat or a page of links; who made it cannot be seen.',
  ),
  user_content: entry(
    'note',
    0.5,
    '누구나 글·설문·파일을 올릴 수 있는 곳이에요. 유명한 회사의 주소라도 만든 사람은 달라요.',
    'Anybody can put up pages, forms or files here; the known name says nothing of who made it.',
  ),
  peoples_page: entry(
    'note',
    0.2,
    '알려진 사이트지만 누구나 자기 페이지를 여는 곳이에요. 이 페이지를 누가 만들었는지는 알 수 없어요.',
    'The site is known, but everybody may have a page on it; who made this one cannot be seen.',
  ),
  pays_a_person: entry(
    'note',
    0.8,
    '회사가 아니라 이 링크를 만든 사람에게 돈이 가는 주소예요. 아는 사람인지 먼저 확인하세요.',
    'Money sent here goes to whoever made the link and not to the firm. Be sure that you know who that is.',
  ),
  free_host: entry(
    'note',
    0.9,
    '누구나 이름을 받을 수 있는 무료 주소예요.',
    'The name is one that anybody gets free of charge.',
  ),
  dynamic_name: entry(
    'soft',
    1.6,
    '개인 컴퓨터에 붙이는 임시 주소예요.',
    'A changing address of the kind that is put on private computers.',
  ),
  app_download: entry(
    'strong',
    3,
    '앱 설치 파일(‘{evidence}’)을 바로 내려받게 해요. 설치하면 휴대전화가 조종될 수 있어요.',
    'It downloads an app file (“{evidence}”) outside the store; installed, it can take over the phone.',
  ),
  device_profile: entry(
    'strong',
    3,
    '스토어를 거치지 않고 앱이나 기기 설정(‘{evidence}’)을 설치하게 해요.',
    'It installs an app or device settings (“{evidence}”) outside the store.',
  ),
  program_download: entry(
    'soft',
    1.2,
    '실행 파일(‘{evidence}’)을 내려받게 해요.',
    'It downloads a program (“{evidence}”).',
  ),
  remote_control_app: entry(
    'soft',
    1.5,
    '원격 조종 앱이에요. 전화로 설치하라고 하면 사기예요.',
    'A remote-control app. If a caller asks you to install it, it is a scam.',
  ),
  code_scheme: entry(
    'sure',
    5,
    '웹 주소가 아니라 ‘{evidence}’로 시작하는 프로그램 코드예요.',
    'Not a web address: it is program code that begins with “{evidence}”.',
  ),
  app_scheme: entry(
    'soft',
    0.8,
    '웹이 아니라 휴대전화의 앱을 여는 주소예요(‘{evidence}’).',
    'It opens an app on the phone rather than a web page (“{evidence}”).',
  ),
  credential_path: entry(
    'note',
    0.9,
    '로그인이나 본인 확인을 요구하는 주소로 보여요(‘{evidence}’).',
    'It seems to ask for a log-in or proof of identity (“{evidence}”).',
  ),
  payment_path: entry(
    'note',
    0.5,
    '결제나 카드 정보와 관련된 주소로 보여요(‘{evidence}’).',
    'It seems to be about payment or cards (“{evidence}”).',
  ),
  person_in_address: entry(
    'note',
    1.5,
    '받는 사람의 전자우편 주소가 링크에 들어 있어요.',
    'The e-mail address of the person it was sent to is in the link.',
  ),
  hacked_place: entry(
    'note',
    1.3,
    '남의 홈페이지 안쪽 관리 폴더(‘{evidence}’)를 가리켜요. 해킹된 곳일 수 있어요.',
    'It points into the inner folders of a web site (“{evidence}”), which may have been broken into.',
  ),
  gambling_words: entry(
    'soft',
    1,
    '도박 사이트로 보이는 이름이에요(‘{evidence}’).',
    'The name is that of gambling (“{evidence}”).',
  ),
  bait_name: entry(
    'note',
    1.2,
    '‘{evidence}’은(는) 안전·결제·확인 같은 말만 이어 붙인 이름이에요.',
    '“{evidence}” is nothing but words such as safe, pay and check strung together.',
  ),
  many_labels: entry(
    'soft',
    1.2,
    '앞부분이 지나치게 길게 나뉜 주소예요.',
    'The address has far too many parts in front.',
  ),
  random_name: entry(
    'note',
    1.2,
    '‘{evidence}’은(는) 뜻 없이 만든 이름으로 보여요.',
    '“{evidence}” looks made up at random.',
  ),
  random_pair: entry(
    'soft',
    1.8,
    '‘{evidence}’은(는) 뜻 없는 글자를 이어 만든 일회용 주소로 보여요.',
    '“{evidence}” looks like a throwaway address of meaningless letters.',
  ),
  many_hyphens: entry(
    'note',
    0.8,
    '붙임표로 여러 낱말을 이은 이름이에요.',
    'Several words are strung together with hyphens.',
  ),
  cheap_suffix: entry(
    'note',
    0.8,
    '값이 거의 들지 않아 사기에 자주 쓰이는 끝부분(.{evidence})이에요.',
    'The ending (.{evidence}) costs next to nothing and is often used by traps.',
  ),
  unknown_suffix: entry('note', 0.3, '실제로 없는 끝부분의 주소예요.', 'The ending of the address does not exist.'),
  address_inside: entry(
    'note',
    0.6,
    '다른 주소(‘{evidence}’)로 넘겨질 수 있어요.',
    'It may pass you on to another address (“{evidence}”).',
  ),
  passes_on: entry(
    'soft',
    0.8,
    '누르면 다른 곳(‘{evidence}’)으로 넘어가는 주소예요.',
    'It does nothing but pass you on to “{evidence}”.',
  ),
  trap_inside: entry(
    'sure',
    4.5,
    '위험한 다른 주소(‘{evidence}’)로 넘겨져요.',
    'It passes you on to a dangerous address (“{evidence}”).',
  ),
  percent_trick: entry(
    'soft',
    1.2,
    '읽지 못하게 글자를 % 기호로 바꿔 썼어요.',
    'Plain letters are written with % signs so that they cannot be read.',
  ),
  very_long: entry('note', 0.6, '지나치게 긴 주소예요.', 'The address is extremely long.'),
  learned: entry(
    'note',
    0,
    '주소의 짜임이 지금까지 본 사기 주소와 닮았어요(‘{evidence}’).',
    'Its make-up resembles addresses of known traps (“{evidence}”).',
  ),
  not_web: entry(
    'good',
    -1,
    '웹 주소가 아니라 연락처예요(‘{evidence}’).',
    'Not a web address but a contact (“{evidence}”).',
  ),
  not_an_address: entry(
    'good',
    -1,
    '열 수 있는 웹 주소가 아니에요.',
    'This is not an address that a browser could open.',
  ),
} as const satisfies Record<string, Entry>

export type LinkReasonCode = keyof typeof REASONS
