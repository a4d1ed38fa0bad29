// SPDX-License-Identifier: Apache-2.0
// What English messages claim, ask, promise and threaten, by the same codes as the Korean ones.

export const ENGLISH: Readonly<Record<string, string>> = {
  ask_click:
    'click here, click the link, tap the link, tap here, follow the link, visit the link, click below, click link, via the link, use the link, open the link, see here, view here, update here, confirm here, pay here, track here, please visit, log on to, go to http, copy the link, reply y then',
  ask_install:
    'install the app, download the app, install this, download apk, install anydesk, apk file, download and install',
  ask_remote: 'remote access, screen share, share your screen, remote support',
  ask_call:
    'call now, call us now, please call, ring us, call immediately, phone us, call back, contact us immediately, call this number, call our fraud, to claim call, claim call, just call, call free, calls cost, call landline',
  ask_chat:
    'whatsapp, add me on, text me on, message me on, on telegram, telegram group, join our group, signal group, wechat, join the group, contact me on',
  ask_transfer:
    'transfer the money, send money, wire the, send me the money, bank transfer to, pay the invoice into, safe account, deposit to, send bitcoin, send btc, zelle me, cash app me, sort code, pay my rent, new account details, lend me, can you send me',
  ask_code:
    'send me the code, read me the code, tell me the code, forward the code, the code you received, the 0 digit code, code i sent, verification code back',
  ask_voucher:
    'gift cards, gift card, steam card, itunes card, scratch the back, send the codes, photo of the card, google play card, amazon card, pictures of the codes',
  ask_identity:
    'social security number, your ssn, card number, date of birth, copy of your id, photo of your id, passport photo, bank details, account number and, your pin, full name and address, cvv',
  ask_login:
    'verify your account, verify your identity, confirm your identity, confirm your details, update your details, update your payment, update your billing, verify your, validate your, reactivate, unlock your account, log in to, sign in to, confirm your account, update your address, confirm your address, reconfirm, restore access, security check',
  ask_text:
    'txt to, text to, txt stop, txt back, send to 0, text yes, reply to this, txt your, sms to, text the word, reply with',
  family_line:
    'hi mum, hi mom, hey mum, hey mom, hi dad, hey dad, new number, lost my phone, broke my phone, dropped my phone, phone is broken, phone broke, smashed my phone, temporary number, old number, my phone is being repaired, screen is cracked, its me',
  urgency:
    'urgent, immediately, within 0 hours, within 0h, asap, final notice, last chance, expires today, act now, today only, hurry, limited time, right away, last warning, final reminder, before midnight, final attempt, as soon as possible, ends today, 0nd attempt, 0nd time',
  threat:
    'suspended, will be closed, deactivated, locked, legal action, arrest, warrant, penalty, late fee, late fees, restricted, on hold, unauthorised, unauthorized, suspicious activity, unusual activity, terminated, disconnected, prosecuted, collections, suspension, excessive fees, credit score, cancelled, disabled, blocked, unusual sign',
  secrecy:
    'keep this between, do not tell, dont tell, keep it secret, confidential, keep quiet, in a meeting cant talk, can not talk, cannot take calls, cant call, surprise for the staff',
  claims_police:
    'toll, ezpass, e zpass, fastrak, sunpass, unpaid toll, parking charge, parking fine, dvla, dmv, traffic violation, traffic offense, speeding, penalty charge, outstanding fine, toll road, vehicle tax, ticket',
  claims_court:
    'court, police, fbi, irs, hmrc, customs officer, federal, investigation, interpol, attorney, lawsuit, social security administration, jury duty, arrest warrant, tax office, home office',
  claims_parcel:
    'parcel, package, delivery, courier, usps, royal mail, evri, dhl, fedex, ups, shipment, depot, redelivery, reschedule, missed delivery, customs fee, shipping fee, postage, hermes, dpd, warehouse, zip code, incomplete address',
  claims_account:
    'your account, apple id, paypal, netflix, amazon, icloud, coinbase, binance, facebook, instagram, microsoft, your card, chase, wells fargo, bank of america, barclays, hsbc, lloyds, natwest, santander, online banking, kraken, metamask, wallet, new device, new payee, sign in attempt, login attempt',
  claims_payment:
    'payment of, has been charged, purchase of, order has been, transaction of, was declined, payment declined, attempted, not you, if this was not you, if not you, if you did not, wasnt you, did not authorise, did not authorize, your order',
  claims_carrier: 'phone bill, your bill, your sim, vodafone, t mobile, verizon, network provider',
  claims_death: 'funeral, passed away, condolences, memorial service, rest in peace',
  claims_wedding: 'wedding invitation, you are invited, invitation card',
  claims_health: 'nhs, covid, vaccine, test kit, medicare, health insurance, prescription, close contact',
  claims_refund:
    'refund, rebate, tax return, owed to you, unclaimed, compensation, grant, stimulus, cost of living, energy support, relief payment, claim your, benefit payment, entitled, settlement, ppi, accident claim, inheritance',
  claims_prize:
    'you have won, you won, winner, congratulations, congrats, prize, lottery, selected, reward, award, awarded, jackpot, free gift, lucky, giveaway, guaranteed, bonus caller, double mins, holiday voucher, you have been chosen, sweepstake, raffle, cash prize',
  claims_buyer:
    'marketplace, facebook marketplace, is this still available, i will send a courier, paid into escrow, ebay, payment link, buyer has paid, sold item',
  ad_cash_out:
    'cash for gift cards, sell your gift cards, carrier billing cash, phone credit to cash, convert airtime, airtime to cash, cash for your credit limit, cash out your',
  ad_phone_cash: 'cash for a phone contract, phone contract for cash, sign up for a phone and get cash',
  ad_loan:
    'loan, payday, bad credit, pre approved, preapproved, no credit check, debt, cash advance, consolidate, low interest, borrow up to, instant cash, write off, approved for, line of credit, student loan forgiveness, loans up to',
  ad_investment:
    'invest, investment, trading, forex, bitcoin, crypto, profit, returns, signals, stock tips, roi, passive income, double your, usdt, stocks to watch, btc, airdrop, mining, trading group, analyst, portfolio, token, ethereum',
  ad_gambling:
    'casino, free spins, betting, slots, poker, jackpots, wager, deposit bonus, odds, bookie, sportsbook, bingo',
  ad_adult:
    'sexy, adult, horny, dating, singles, nude, girls, escort, hot women, meet local, chat line, webcam, babes, naughty, sex, flirt, hookup, viagra, cialis, fantasies, date with, secret admirer, lonely',
  ad_job:
    'work from home, remote job, part time job, per day, earn up to, job offer, recruiter, flexible hours, daily pay, optimize apps, product reviewers, hr manager, easy money, online job, parttime, no experience, remote position, hiring, your resume, recruitment, daily salary, earn',
  ad_phone_deal:
    'free phone, new mobile, upgrade, free minutes, ringtone, ringtones, camera phone, free texts, polyphonic, mobile upgrade, free tones, wallpaper, line rental, tones, logos, handset, colour phone',
  ad_rooms:
    'land for sale, property deal, real estate deal, buy your house, cash offer for your house, solar panels, extended warranty, car warranty, sell your home, we buy houses',
  opt_out: 'opt out, to stop, stop to, unsubscribe, text stop, reply stop, txt stop, stopto, end to',
  ad_mark: 'advert, msg data rates, promo',
  warns:
    'never ask, never share, do not share, dont share, will never call, beware of, scam alert, never give, do not give this, we will never, dont click, do not click, never tell, avoid scams, dont give',
  talk_of_scams:
    'scam, scams, scammers, scammer, fraudsters, fake texts, fake text, phishing, got scammed, is fake, dont fall for, stay safe, report it, report suspicious, be careful, spoof, impersonating',
  news_style:
    'said on, according to, reported, spokesperson, police said, officials, announced, told reporters, minister, per cent, breaking news, headlines',
  review_style:
    'great product, would recommend, highly recommend, five stars, 0 stars, works great, disappointed, waste of money, good quality, loved it, food was, staff were, will buy again, arrived on time',
  code_given:
    'your code is 0, code is 0, verification code is, is your code, is your verification, is your otp, otp is, passcode is, is your one time, one time passcode, security code 0, verification code 0, code 0, otp for',
  balance:
    'available balance, avl bal, your balance, direct debit, statement is ready, has been credited, debited, ending in 0, a c 0, bal, payment received, thank you for your payment, autopay, minimum due',
}
