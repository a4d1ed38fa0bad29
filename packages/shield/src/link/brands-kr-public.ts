// SPDX-License-Identifier: Apache-2.0
// Korean public offices and bodies with the names that they really use. Every `*.go.kr` belongs to an office: only
// offices may register there. One line each as in the other lists.

export const KOREAN_PUBLIC = `
gov24|정부24|Government24|gov.kr|gov24 govkr govkor
hometax|국세청 홈택스|National Tax Service (Hometax)|hometax.go.kr nts.go.kr|hometax homtax ntsgo
wetax|위택스|Wetax|wetax.go.kr|wetax
efine|경찰청 교통민원24(이파인)|Police traffic fines (eFine)|efine.go.kr police.go.kr safe182.go.kr ecrm.police.go.kr|efine koreapolice policego kpolice
spo|대검찰청|Supreme Prosecutors' Office|spo.go.kr kics.go.kr|spogo
scourt|대법원|Supreme Court|scourt.go.kr iros.go.kr|scourt
fsc|금융위원회·금융감독원|Financial Services Commission, Financial Supervisory Service|fsc.go.kr fss.or.kr fcsc.kr|fssor
nhis|국민건강보험공단|National Health Insurance Service|nhis.or.kr|nhis nhisor nhiskr
hira|건강보험심사평가원|HIRA|hira.or.kr|hiraor
nps|국민연금공단|National Pension Service|nps.or.kr|npsor
comwel|근로복지공단|K-COMWEL|comwel.or.kr|comwel
insure4|4대사회보험 정보연계센터|Social Insurance Information|4insure.or.kr|4insure
kinfa|서민금융진흥원|Korea Inclusive Finance Agency|kinfa.or.kr|kinfa
ccrs|신용회복위원회|Credit Counseling and Recovery Service|ccrs.or.kr|
kdic|예금보험공사|Korea Deposit Insurance|kdic.or.kr|kdicor
kodit|신용보증기금|Korea Credit Guarantee Fund|kodit.co.kr|
kosmes|중소벤처기업진흥공단|KOSME|kosmes.or.kr|kosmes
semas|소상공인시장진흥공단|SEMAS|semas.or.kr sbiz24.kr|sbiz24
kisa|한국인터넷진흥원|KISA|kisa.or.kr krcert.or.kr boho.or.kr kopico.go.kr|krcert
klac|대한법률구조공단|Korea Legal Aid Corporation|klac.or.kr|
lh|한국토지주택공사|LH|lh.or.kr|
sh|서울주택도시공사|SH|i-sh.co.kr|
hf|한국주택금융공사|Korea Housing Finance|hf.go.kr|
hug|주택도시보증공사|HUG|khug.or.kr|
kepco|한국전력공사|KEPCO|kepco.co.kr|kepco
kogas|한국가스공사|KOGAS|kogas.or.kr|
kwater|한국수자원공사|K-water|kwater.or.kr|
ex|한국도로공사|Korea Expressway Corporation|ex.co.kr|
koroad|한국도로교통공단|KoROAD|koroad.or.kr|koroad
kotsa|한국교통안전공단|Korea Transportation Safety Authority|kotsa.or.kr|
airport|인천국제공항공사|Incheon International Airport|airport.kr|
bokjiro|복지로|Bokjiro|bokjiro.go.kr|bokjiro
customs|관세청|Korea Customs Service|customs.go.kr|unipass gwanse customsgo
kdca|질병관리청|KDCA|kdca.go.kr|kdca
ips|국민비서|National Secretary (IPS)|ips.go.kr|
cardrotax|카드로택스|Cardrotax|cardrotax.kr|cardrotax
etax|서울시 이택스|Seoul e-Tax|etax.seoul.go.kr|etaxseoul
seoul|서울특별시|Seoul Metropolitan Government|seoul.go.kr|seoulgo
clean|불법사금융·전화금융사기 신고|Counter-fraud reporting|counterscam112.go.kr|counterscam
redcross|대한적십자사|Korean Red Cross|redcross.or.kr|
snuh|서울대학교병원|Seoul National University Hospital|snuh.org|
amc|서울아산병원|Asan Medical Center|amc.seoul.kr|
smc|삼성서울병원|Samsung Medical Center|samsunghospital.com|
severance|세브란스병원|Severance Hospital|yuhs.or.kr severance.healthcare iseverance.com|
korcham|대한상공회의소|Korea Chamber of Commerce|korcham.net|
qnet|한국산업인력공단 큐넷|Q-Net|q-net.or.kr hrdkorea.or.kr|
kosaf|한국장학재단|Korea Student Aid Foundation|kosaf.go.kr|kosaf
work24|고용24|Work24|work24.go.kr work.go.kr ei.go.kr|work24
kca|한국소비자원|Korea Consumer Agency|kca.go.kr consumer.go.kr ccn.go.kr|
`

/** Words that only offices use: under any other name they pretend to be one. */
export const OFFICE_WORDS =
  /(?:^|[.-])(?:www-)?(?:[a-z0-9]+-)*(?:gov?-?kr|gokr|govkr|go-kor|gov-korea|korea-gov|efine|hometax|wetax|minwon|minwon24|gov24|police-kr|kr-police|koreapolice|spo-go|nhis|nts-go|ntsgo|epost-go|customs-kr|bokjiro|subsidy-kr)(?=[.-]|\d|$)/
