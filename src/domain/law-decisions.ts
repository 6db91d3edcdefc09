/** The law of decisions: bodies, their meetings, powers and papers. */
import { allowed, days, listedItems, moreThanHalf, proportion, row, years, type LawRow } from './law-row.ts';
import {
  accountingBasics,
  accountingLaw,
  civilCode,
  collectivesLaw,
  EVE_OF_COLLECTIVES_LAW,
  financeRules,
  guangdongAssets,
  heilongjiangCollectives,
  jiangsuAssets,
  residentsLaw,
  residentsLaw2025,
  villagersLaw,
  villagersLaw1998,
  villagersLaw2025,
  villagersLawShandong,
} from './law-texts.ts';

const before = { to: EVE_OF_COLLECTIVES_LAW } as const;
const village = { community: 'village', ...before } as const;
const urban = { community: 'urban', ...before } as const;
/** The terms of committees and their representatives were three years until the amendments of 2018-12-29. */
const threeYears = { to: '2018-12-28', value: years(3) } as const;
const fiveYears = { from: '2018-12-29', value: years(5) } as const;

export const lawOfDecisions = {
  // Since 2025-05-01
  'quantification.body@2025': row(
    collectivesLaw,
    ['第二十六条第一款第八项、第二十八条第四款', 'art. 26(1)(8) and art. 28(4)'],
    [
      '集体经营性资产收益权份额量化到成员，只能由成员大会决定，成员代表大会无权决定。',
      'The quantification of collective assets to shares of members is for the members’ assembly alone; representatives have no power over it.',
    ],
    { value: listedItems('members-assembly') },
  ),
  'members-assembly.quorum@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    [
      '成员大会须有三分之二以上具有完全民事行为能力的成员参加。',
      'At least two thirds of the members with full capacity take part in a members’ assembly.',
    ],
    { value: proportion(2, 3, 'with-capacity') },
  ),
  'members-assembly.majority@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    [
      '成员大会作出决定，应当经本组织成员大会全体成员三分之二以上同意。',
      'A members’ assembly decides by the consent of at least two thirds of all its members.',
    ],
    { value: proportion(2, 3, 'all') },
  ),
  'members-assembly.vote@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    ['成员大会实行一人一票。', 'In a members’ assembly each person has one vote.'],
    { value: listedItems('by-head') },
  ),
  'members-assembly.notice@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    ['召开成员大会应当提前十日通知成员。', 'Members are told of their assembly ten days before.'],
    { value: days(10) },
  ),
  'members-assembly.proxies@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    [
      '成员可以书面委托同户内其他具有完全民事行为能力的成员代为参加。',
      'A member may be represented, in writing, by another member of the same household with full capacity.',
    ],
    { value: allowed(true) },
  ),
  'members-assembly.online@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    ['成员可以通过线上方式参加成员大会。', 'Members may take part online.'],
    { value: allowed(true) },
  ),
  'members-assembly.yearly@2025': row(
    collectivesLaw,
    ['第二十七条', 'art. 27'],
    ['成员大会每年至少召开一次。', 'A members’ assembly is held at least once a year.'],
    { value: { kind: 'count', least: 1, most: null, generally: false } },
  ),
  'representatives.least@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    ['成员代表应当多于二十人。', 'There are more than twenty representatives.'],
    { value: { kind: 'count', least: 21, most: null, generally: false } },
  ),
  'representatives.households@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    [
      '一般每五户至十五户选举代表一人。',
      'As a rule one representative is elected for five to fifteen households.',
    ],
    { value: { kind: 'count', least: 5, most: 15, generally: true } },
  ),
  'representatives.women@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    ['成员代表中应当有适当数量的妇女。', 'A fitting number of the representatives are women.'],
    { value: { kind: 'count', least: 1, most: null, generally: false } },
  ),
  'representatives.term@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    ['成员代表的任期为五年，可以连选连任。', 'Representatives serve five years and may be elected again.'],
    { value: years(5) },
  ),
  'representatives.majority@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    [
      '成员代表大会作出决定，应当经全体成员代表三分之二以上同意。',
      'Representatives decide by the consent of at least two thirds of all of them.',
    ],
    { value: proportion(2, 3, 'all') },
  ),
  'representatives.vote@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    ['成员代表大会实行一人一票。', 'Among representatives each person has one vote.'],
    { value: listedItems('by-head') },
  ),
  'representatives.excluded@2025': row(
    collectivesLaw,
    [
      '第二十六条第一款第一、三、八、十、十二项、第二十八条第四款',
      'art. 26(1) items 1, 3, 8, 10, 12 and art. 28(4)',
    ],
    [
      '章程、成员确认、份额量化和土地承包及宅基地使用、土地补偿费分配、合并分立，成员代表大会不得决定。',
      'Representatives never decide on the articles, membership, quantification and use of land, land compensation, merger or division.',
    ],
    {
      value: listedItems(
        'articles',
        'membership',
        'allotment-scheme',
        'land-contract',
        'land-compensation',
        'merger',
      ),
    },
  ),
  'representatives.quorum@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    [
      '法律没有规定成员代表大会的出席人数；缺省须三分之二以上代表出席，否则达不到法定同意数。',
      'The law sets no quorum of representatives; by default two thirds attend, fewer could not reach the majority.',
    ],
    { force: 'default', value: proportion(2, 3, 'representatives') },
  ),
  'representatives.notice@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    [
      '法律没有规定成员代表大会的通知期限；缺省与成员大会相同，提前十日。',
      'The law sets no days of notice for representatives; by default ten days, as for the members’ assembly.',
    ],
    { force: 'default', value: days(10) },
  ),
  'representatives.proxies@2025': row(
    collectivesLaw,
    ['第二十八条', 'art. 28'],
    [
      '法律没有规定成员代表能否委托；缺省不得委托。',
      'The law does not say whether a representative may be represented; by default not.',
    ],
    { force: 'default', value: allowed(false) },
  ),
  'representatives.proxies@jiangsu-2018': row(
    jiangsuAssets,
    ['第十三条', 'art. 13'],
    ['成员代表不得委托他人。', 'Representatives may not be represented.'],
    { value: allowed(false) },
  ),
  'assembly.powers@2025': row(
    collectivesLaw,
    ['第二十六条第一款', 'art. 26(1)'],
    [
      '成员大会的职权：章程、成员、机构、报告、预决算、投资、土地、份额量化、收益分配、土地补偿费、合并分立等。',
      'The powers of the assembly: articles, members, bodies, reports, budgets, investment, land, quantification, distribution, land compensation, merger and more.',
    ],
  ),
  'assembly.party-study@2025': row(
    collectivesLaw,
    ['第二十六条第二款', 'art. 26(2)'],
    [
      '需由成员大会审议决定的重要事项，应当先经乡镇党委、街道党工委或者村党组织研究讨论。',
      'Important matters for the assembly are first studied by the party organisation.',
    ],
  ),
  'assembly.reserved@2025': row(
    collectivesLaw,
    ['第二十六条第一款', 'art. 26(1)'],
    [
      '薪酬、预决算和分配方案、集体经营性建设用地等重大事项由成员大会决定，不得以“其他事项”决定。',
      'Pay, budgets and plans, construction land and other major matters are reserved to the assembly; they are not “other matters”.',
    ],
  ),
  'membership.outsiders@2025': row(
    collectivesLaw,
    ['第十五条', 'art. 15'],
    [
      '非成员享受本组织待遇，须经成员大会全体成员四分之三以上同意。',
      'Outsiders are given benefits of members only by the consent of at least three quarters of all members.',
    ],
    { value: proportion(3, 4, 'all') },
  ),
  'board.size@2025': row(
    collectivesLaw,
    ['第二十九条', 'art. 29'],
    ['理事会一般由三至七名单数成员组成。', 'As a rule the board has three to seven members, an odd number.'],
    { value: { kind: 'count', least: 3, most: 7, generally: true } },
  ),
  'board.term@2025': row(
    collectivesLaw,
    ['第二十九条', 'art. 29'],
    ['理事每届任期五年，可以连选连任。', 'Directors serve five years and may be elected again.'],
    { value: years(5) },
  ),
  'board.relatives@2025': row(
    collectivesLaw,
    ['第二十九条', 'art. 29'],
    ['理事会成员之间应当实行近亲属回避。', 'Near relatives do not sit on the board together.'],
  ),
  'board.quorum@2025': row(
    collectivesLaw,
    ['第三十一条', 'art. 31'],
    ['理事会会议应当有三分之二以上的理事出席。', 'At least two thirds of the directors attend.'],
    { value: proportion(2, 3, 'members-of-body') },
  ),
  'board.majority@2025': row(
    collectivesLaw,
    ['第三十一条', 'art. 31'],
    ['理事会决议应当经全体理事过半数同意。', 'The board decides by more than half of all directors.'],
    { value: moreThanHalf('all') },
  ),
  'supervisors.incompatible@2025': row(
    collectivesLaw,
    ['第三十四条', 'art. 34'],
    [
      '理事、财务人员、会计人员及其近亲属不得担任监事。',
      'Directors, finance staff, accountants and their near relatives are not supervisors.',
    ],
    { value: listedItems('director', 'finance-staff', 'accountant', 'near-relative') },
  ),
  'supervisors.quorum@2025': row(
    collectivesLaw,
    ['第三十二条第二款', 'art. 32(2)'],
    [
      '监事会的议事方式由章程规定；缺省须三分之二以上监事出席。',
      'How supervisors decide is left to the articles; by default two thirds of them attend.',
    ],
    { force: 'default', value: proportion(2, 3, 'members-of-body') },
  ),
  'supervisors.majority@2025': row(
    collectivesLaw,
    ['第三十二条第二款', 'art. 32(2)'],
    [
      '监事会的表决程序由章程规定；缺省经全体监事过半数同意。',
      'How supervisors vote is left to the articles; by default more than half of all of them agree.',
    ],
    { force: 'default', value: moreThanHalf('all') },
  ),
  'supervisors.term@2025': row(
    collectivesLaw,
    ['第三十二条第二款', 'art. 32(2)'],
    [
      '监事的任期由章程规定；缺省五年，与理事相同。',
      'The term of supervisors is left to the articles; by default five years, as for directors.',
    ],
    { force: 'default', value: years(5) },
  ),
  'books-and-cash.apart@2024': row(
    accountingLaw,
    ['第三十五条第二款', 'art. 35(2)'],
    [
      '出纳人员不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作。',
      'Who keeps the cash neither reviews, nor keeps the archive, nor the ledgers of income, expense and debts.',
    ],
  ),
  'duties.apart@2024': row(
    accountingLaw,
    ['第二十五条', 'art. 25'],
    [
      '记账人员与审批、经办、财物保管人员职责分离、相互制约；财产清查的范围、期限和程序应当明确（2024年6月30日以前为第二十七条）。',
      'Whoever keeps the books is apart from whoever approves, carries out and holds the assets; it is laid down how and when assets are counted (art. 27 until 30 June 2024).',
    ],
  ),
  'books-and-cash.basics@2019': row(
    accountingBasics,
    ['第十二条', 'art. 12'],
    ['会计工作岗位：出纳不得兼管账目登记。', 'Posts in accounting: the cashier keeps no ledgers.'],
  ),
  'papers.open-days@2025': row(
    collectivesLaw,
    ['第四十六条', 'art. 46'],
    [
      '年度报告、财务会计报告和收益分配方案，应当于成员大会或者成员代表大会召开十日前供成员查阅。',
      'The yearly report, the accounts and the plan lie open to members ten days before the assembly.',
    ],
    { value: days(10) },
  ),
  'papers.open-days@none': row(
    collectivesLaw,
    ['第四十六条', 'art. 46'],
    [
      '2025年5月1日以前没有读到规定会前公开材料天数的法律：缺省会前五日。',
      'No law before 1 May 2025 was found to say how long papers lie open: five days before by default.',
    ],
    { force: 'default', from: '1990-01-01', to: EVE_OF_COLLECTIVES_LAW, value: days(5) },
  ),
  'members.read@2025': row(
    collectivesLaw,
    ['第十三条第三项', 'art. 13(3)'],
    ['成员有权查阅、复制财务会计报告、会议记录等资料。', 'Members may read and copy accounts and minutes.'],
    { value: listedItems('accounts', 'minutes') },
  ),
  'members.read-civil-code@2021': row(
    civilCode,
    ['第二百六十四条', 'art. 264'],
    [
      '农村集体经济组织应当向成员公布集体财产状况，成员有权查阅、复制。',
      'The collective publishes the state of its property to its members, who may read and copy it.',
    ],
  ),
  'finance.published@2025': row(
    collectivesLaw,
    ['第四十五条', 'art. 45'],
    ['农村集体经济组织应当定期公开财务情况。', 'The collective publishes its finances regularly.'],
  ),
  'finance.published-rules@2022': row(
    financeRules,
    ['第三十六条', 'art. 36'],
    [
      '财务信息应当定期公开，由理事长、监事长、会计签字。',
      'Finances are published regularly, signed by chair, chief supervisor and accountant.',
    ],
  ),
  'finance.published@jiangsu-2018': row(
    jiangsuAssets,
    ['第三十八条', 'art. 38'],
    ['财务至少每季度公开一次。', 'Finances are published at least every quarter.'],
    { value: { kind: 'count', least: 4, most: null, generally: false } },
  ),
  'finance.published@heilongjiang-2020': row(
    heilongjiangCollectives,
    ['第四十二条', 'art. 42'],
    ['财务至少每季度公开一次。', 'Finances are published at least every quarter.'],
    { value: { kind: 'count', least: 4, most: null, generally: false } },
  ),
  'finance.published-days@jiangsu-2018': row(
    jiangsuAssets,
    ['第三十八条', 'art. 38'],
    ['公开的时间不少于七日。', 'What is published hangs for at least seven days.'],
    { value: days(7), known: 'from-memory' },
  ),
  'public-notice.days@jiangsu-2018': row(
    jiangsuAssets,
    ['第三十八条', 'art. 38'],
    ['公开的时间不少于七日。', 'What is published hangs for at least seven days.'],
    { value: days(7), known: 'from-memory' },
  ),
  'public-notice.days@none': row(
    financeRules,
    ['第三十六条', 'art. 36'],
    [
      '全国没有规定分红公示的天数；缺省七日。',
      'No national text sets the days of a dividend’s public notice; seven by default.',
    ],
    { force: 'default', from: '1990-01-01', value: days(7) },
  ),
  'objections.raised@none': row(
    financeRules,
    ['第三十六条', 'art. 36'],
    [
      '全国没有规定异议的期限；缺省自公示起十五日内提出。',
      'No national text says until when members may object; by default within fifteen days of the notice.',
    ],
    { force: 'default', from: '1990-01-01', value: days(15) },
  ),
  'objections.answered@none': row(
    financeRules,
    ['第三十六条', 'art. 36'],
    [
      '全国没有规定答复异议的期限；缺省三十日内答复。',
      'No national text says how soon an objection is answered; by default within thirty days.',
    ],
    { force: 'default', from: '1990-01-01', value: days(30) },
  ),
  'objections.results@guangdong-2016': row(
    guangdongAssets,
    ['第十八条', 'art. 18'],
    ['决定作出后三个工作日内公布结果。', 'What was decided is made public within three working days.'],
    { value: days(3, 'working'), known: 'from-memory' },
  ),
  'objections.raised@guangdong-2016': row(
    guangdongAssets,
    ['第二十二条', 'art. 22'],
    [
      '成员有异议的，可以在十五日内向监事会提出。',
      'Members may object to the supervisors within fifteen days.',
    ],
    { value: days(15), known: 'from-memory' },
  ),
  'objections.answered@guangdong-2016': row(
    guangdongAssets,
    ['第二十二条', 'art. 22'],
    ['监事会应当在三十日内答复。', 'The supervisors answer within thirty days.'],
    { value: days(30), known: 'from-memory' },
  ),
  'objections.raised@jiangsu-2018': row(
    jiangsuAssets,
    ['第四十二条', 'art. 42'],
    [
      '成员对公开的内容有异议的，可以在十五日内提出。',
      'Members may object to what is published within fifteen days.',
    ],
    { value: days(15), known: 'from-memory' },
  ),
  'objections.answered@jiangsu-2018': row(
    jiangsuAssets,
    ['第四十二条', 'art. 42'],
    ['对异议应当在三十日内答复。', 'An objection is answered within thirty days.'],
    { value: days(30), known: 'from-memory' },
  ),

  // Villages before
  'members-assembly.quorum@village-1998': row(
    villagersLaw1998,
    ['第十七条', 'art. 17'],
    [
      '村民会议应当有本村十八周岁以上村民的过半数或者本村三分之二以上的户的代表参加。',
      'More than half of the villagers aged eighteen, or representatives of two thirds of the households, take part.',
    ],
    { community: 'village', value: moreThanHalf('with-capacity'), known: 'from-memory' },
  ),
  'members-assembly.households@village-1998': row(
    villagersLaw1998,
    ['第十七条', 'art. 17'],
    [
      '村民会议也可以由本村三分之二以上的户的代表参加。',
      'Or representatives of two thirds of the households take part.',
    ],
    { community: 'village', value: proportion(2, 3, 'households'), known: 'from-memory' },
  ),
  'members-assembly.majority@village-1998': row(
    villagersLaw1998,
    ['第十七条', 'art. 17'],
    ['所作决定应当经到会人员的过半数通过。', 'They decide by more than half of those present.'],
    { community: 'village', value: moreThanHalf('present'), known: 'from-memory' },
  ),
  'representatives.households@village-1998': row(
    villagersLaw1998,
    ['第二十一条', 'art. 21'],
    [
      '每五户至十五户推选一名村民代表，或者由各村民小组推选若干人。',
      'One representative for five to fifteen households, or some of each group.',
    ],
    {
      community: 'village',
      value: { kind: 'count', least: 5, most: 15, generally: true },
      known: 'from-memory',
    },
  ),
  'representatives.term@village-1998': row(
    villagersLaw1998,
    ['第十一条', 'art. 11'],
    ['村民委员会每届任期三年，代表随之。', 'The committee serves three years, the representatives with it.'],
    { community: 'village', value: years(3), known: 'from-memory' },
  ),
  'members-assembly.notice@village-2010': row(
    villagersLaw,
    ['第二十一条', 'art. 21'],
    ['召集村民会议，应当提前十天通知村民。', 'Villagers are told of their assembly ten days before.'],
    { ...village, value: days(10) },
  ),
  'members-assembly.quorum@village-2010': row(
    villagersLaw,
    ['第二十二条', 'art. 22'],
    [
      '村民会议应当有本村十八周岁以上村民的过半数，或者本村三分之二以上的户的代表参加。',
      'More than half of the villagers aged eighteen, or representatives of two thirds of the households, take part.',
    ],
    { ...village, value: moreThanHalf('with-capacity') },
  ),
  'members-assembly.households@village-2010': row(
    villagersLaw,
    ['第二十二条', 'art. 22'],
    [
      '村民会议也可以由本村三分之二以上的户的代表参加。',
      'Or representatives of two thirds of the households take part.',
    ],
    { ...village, value: proportion(2, 3, 'households') },
  ),
  'members-assembly.majority@village-2010': row(
    villagersLaw,
    ['第二十二条', 'art. 22'],
    ['村民会议所作决定应当经到会人员的过半数通过。', 'They decide by more than half of those present.'],
    { ...village, value: moreThanHalf('present') },
  ),
  'representatives.households@village-2010': row(
    villagersLaw,
    ['第二十五条', 'art. 25'],
    [
      '村民代表由村民按每五户至十五户推选一人，或者由各村民小组推选若干人。',
      'One representative for five to fifteen households, or some of each group.',
    ],
    { ...village, value: { kind: 'count', least: 5, most: 15, generally: true } },
  ),
  'representatives.women@village-2010': row(
    villagersLaw,
    ['第二十五条', 'art. 25'],
    [
      '妇女村民代表应当占村民代表会议组成人员的三分之一以上。',
      'Women are at least a third of those who make up the meeting of representatives.',
    ],
    { ...village, value: proportion(1, 3, 'representatives') },
  ),
  'representatives.term@village-2010': row(
    villagersLaw,
    ['第十一条、第二十五条', 'arts 11 and 25'],
    [
      '村民代表的任期与村民委员会的任期相同：每届三年。',
      'Representatives serve as long as the committee: three years.',
    ],
    { community: 'village', ...threeYears },
  ),
  'representatives.term@village-2018': row(
    villagersLaw,
    ['第十一条、第二十五条', 'arts 11 and 25'],
    [
      '村民代表的任期与村民委员会的任期相同：每届五年（2018年修正）。',
      'Representatives serve as long as the committee: five years (amended in 2018).',
    ],
    { ...village, ...fiveYears },
  ),
  'representatives.quorum@village-2010': row(
    villagersLaw,
    ['第二十六条', 'art. 26'],
    [
      '村民代表会议有三分之二以上的组成人员参加方可召开。',
      'Representatives meet only when two thirds of those who make up the meeting take part.',
    ],
    { ...village, value: proportion(2, 3, 'representatives') },
  ),
  'representatives.majority@village-2010': row(
    villagersLaw,
    ['第二十六条', 'art. 26'],
    ['村民代表会议所作决定应当经到会人员的过半数同意。', 'They decide by more than half of those present.'],
    { ...village, value: moreThanHalf('present') },
  ),
  'representatives.women-quorum@shandong-2012': row(
    villagersLawShandong,
    ['第二十四条', 'art. 24'],
    [
      '村民代表会议还须有三分之二以上的妇女村民代表参加。',
      'Two thirds of the women among the representatives take part as well.',
    ],
    { ...village, value: proportion(2, 3, 'women') },
  ),
  'representatives.notice@shandong-2012': row(
    villagersLawShandong,
    ['第二十四条', 'art. 24'],
    ['召开村民代表会议，应当提前五日通知。', 'Representatives are told of their meeting five days before.'],
    { ...village, value: days(5) },
  ),

  // Urban communities before
  'members-assembly.quorum@urban-1990': row(
    residentsLaw,
    ['第九条', 'art. 9'],
    [
      '居民会议必须有全体十八周岁以上的居民、户的代表或者居民小组选举的代表的过半数出席，才能举行。',
      'A residents’ assembly is held only with more than half of the residents aged eighteen, of the households’ or of the groups’ representatives.',
    ],
    { ...urban, value: moreThanHalf('with-capacity') },
  ),
  'members-assembly.majority@urban-1990': row(
    residentsLaw,
    ['第九条', 'art. 9'],
    ['居民会议的决定，由出席人的过半数通过。', 'It decides by more than half of those present.'],
    { ...urban, value: moreThanHalf('present') },
  ),
  'representatives.quorum@urban-1990': row(
    residentsLaw,
    ['第九条', 'art. 9'],
    [
      '由户的代表或者居民小组选举的代表组成的居民会议，须有代表的过半数出席。',
      'An assembly of households’ or groups’ representatives needs more than half of them.',
    ],
    { ...urban, value: moreThanHalf('representatives') },
  ),
  'representatives.majority@urban-1990': row(
    residentsLaw,
    ['第九条', 'art. 9'],
    ['决定由出席人的过半数通过。', 'They decide by more than half of those present.'],
    { ...urban, value: moreThanHalf('present') },
  ),
  'committee.term@urban-1990': row(
    residentsLaw,
    ['第八条', 'art. 8'],
    [
      '居民委员会每届任期三年；居民代表的任期法律没有规定。',
      'The committee serves three years; the law sets no term of residents’ representatives.',
    ],
    { community: 'urban', ...threeYears },
  ),
  'committee.term@urban-2018': row(
    residentsLaw,
    ['第八条', 'art. 8'],
    [
      '居民委员会每届任期五年（2018年修正）；居民代表的任期法律没有规定。',
      'The committee serves five years (amended in 2018); the law sets no term of residents’ representatives.',
    ],
    { ...urban, ...fiveYears },
  ),
  'committee.law@village-2026': row(
    villagersLaw2025,
    ['（2025年10月28日修改决定，自2026年1月1日起施行）', 'decision of 2025-10-28, in force since 2026-01-01'],
    [
      '村民委员会是另一组织；集体经济组织的会议、表决和任期自2025年5月1日起依《农村集体经济组织法》，此次修改不改变其中的数字。',
      'The villagers’ committee is another body; meetings, votes and terms of the collective follow the law of 2025 since 2025-05-01, and the amendment moves none of those figures.',
    ],
    { community: 'village' },
  ),
  'committee.law@urban-2026': row(
    residentsLaw2025,
    ['（2025年10月28日修订，自2026年1月1日起施行）', 'revision of 2025-10-28, in force since 2026-01-01'],
    [
      '居民委员会是另一组织；集体经济组织的会议、表决和任期自2025年5月1日起依《农村集体经济组织法》，此次修订不改变其中的数字。',
      'The residents’ committee is another body; meetings, votes and terms of the collective follow the law of 2025 since 2025-05-01, and the revision moves none of those figures.',
    ],
    { community: 'urban' },
  ),
} as const satisfies Record<string, LawRow>;
