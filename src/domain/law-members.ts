/** The law of members and shares: who is a member, who stops being one, who may hold shares. */
import { listedItems, row, type LawRow } from './law-row.ts';
import {
  civilCode,
  civilLawGeneral,
  civilLawPrinciples,
  collectivesLaw,
  heilongjiangCollectives,
  jiangsuAssets,
  shanghaiAssets,
  zhejiangAssets,
} from './law-texts.ts';

const membersOnly = [
  '份额只能由本组织成员持有，不得向外转让、赠与。',
  'Shares are held by members only; they are neither transferred nor given to outsiders.',
] as const;
const heritable = ['份额可以继承。', 'Shares are heritable.'] as const;
const grownUp = [
  '十八周岁以上为完全民事行为能力人；十六周岁以上以自己的劳动收入为主要生活来源的，视为完全民事行为能力人。',
  'Full capacity at eighteen, or at sixteen for who lives mainly on own wages.',
] as const;
const grownUpAt = {
  value: { kind: 'count', least: 18, most: null, generally: false },
} as const;
const earningAt = {
  value: { kind: 'count', least: 16, most: null, generally: false },
} as const;

export const lawOfMembers = {
  'membership.confirmed@2025': row(
    collectivesLaw,
    ['第十二条、第二十六条第一款第三项', 'art. 12 and art. 26(1)(3)'],
    ['成员由成员大会确认。', 'The members’ assembly confirms who is a member.'],
  ),
  'membership.birth@2025': row(
    collectivesLaw,
    ['第十二条', 'art. 12'],
    ['因成员生育而增加的人员，应当确认为成员。', 'Who is born to a member must be confirmed as a member.'],
  ),
  'membership.marriage@2025': row(
    collectivesLaw,
    ['第十二条', 'art. 12'],
    [
      '因成员结婚、收养或者政策性移民而增加的人员，一般应当确认为成员。',
      'Who joins by marriage, adoption or resettlement is generally confirmed as a member.',
    ],
  ),
  'membership.leaving@2025': row(
    collectivesLaw,
    ['第十六条', 'art. 16'],
    [
      '成员自愿退出，应当提出书面申请，经本组织同意，可以获得适当补偿。',
      'A member leaves by a written request and with consent, and may be compensated.',
    ],
  ),
  'membership.lost@2025': row(
    collectivesLaw,
    ['第十七条', 'art. 17'],
    [
      '丧失成员身份的情形：死亡、丧失国籍、取得其他组织成员身份、成为公务员等。',
      'Membership ends by death, loss of nationality, membership elsewhere, civil service.',
    ],
    { value: listedItems('death', 'nationality', 'elsewhere', 'civil-service') },
  ),
  'membership.kept@2025': row(
    collectivesLaw,
    ['第十八条', 'art. 18'],
    [
      '成员不因就学、服役、务工、经商、离婚、丧偶、服刑等原因而丧失成员身份。',
      'Study, service, work elsewhere, trade, divorce, the spouse’s death or prison do not end membership.',
    ],
    { value: listedItems('study', 'service', 'work-away', 'trade', 'divorce', 'widowed', 'prison') },
  ),
  'capacity.age@2021': row(civilCode, ['第十八条', 'art. 18'], grownUp, grownUpAt),
  'capacity.age@2017': row(civilLawGeneral, ['第十八条', 'art. 18'], grownUp, {
    ...grownUpAt,
    known: 'from-memory',
  }),
  'capacity.age@1987': row(civilLawPrinciples, ['第十一条', 'art. 11'], grownUp, {
    ...grownUpAt,
    known: 'from-memory',
  }),
  'capacity.earning-age@2021': row(civilCode, ['第十八条', 'art. 18'], grownUp, earningAt),
  'capacity.earning-age@2017': row(civilLawGeneral, ['第十八条', 'art. 18'], grownUp, {
    ...earningAt,
    known: 'from-memory',
  }),
  'capacity.earning-age@1987': row(civilLawPrinciples, ['第十一条', 'art. 11'], grownUp, {
    ...earningAt,
    known: 'from-memory',
  }),
  'shares.members-only@shanghai-2018': row(shanghaiAssets, ['第十一条', 'art. 11'], membersOnly),
  'shares.members-only@jiangsu-2018': row(jiangsuAssets, ['第四十五条', 'art. 45'], membersOnly),
  'shares.members-only@zhejiang-2016': row(zhejiangAssets, ['第三十条', 'art. 30'], membersOnly),
  'shares.members-only@heilongjiang-2020': row(heilongjiangCollectives, ['第十三条', 'art. 13'], membersOnly),
  'shares.heritable@shanghai-2018': row(shanghaiAssets, ['第十一条', 'art. 11'], heritable),
  'shares.heritable@jiangsu-2018': row(jiangsuAssets, ['第四十五条', 'art. 45'], heritable),
  'shares.heirless@2021': row(
    civilCode,
    ['第一千一百六十条', 'art. 1160'],
    [
      '无人继承又无人受遗赠的遗产，死者生前是集体所有制组织成员的，归所在集体所有制组织所有。',
      'What a member of a collective leaves without heirs or legatees falls to the collective.',
    ],
  ),
  'shares.heirless@heilongjiang-2020': row(
    heilongjiangCollectives,
    ['第十三条', 'art. 13'],
    ['无人继承的份额归集体。', 'Shares without heirs fall to the collective.'],
  ),
  'shares.household@jiangsu-2018': row(
    jiangsuAssets,
    ['第四十六条、第四十七条', 'arts 46 and 47'],
    [
      '股权证书以户为单位颁发，章程可以规定持股上限。',
      'Certificates are given per household; the articles may cap a holding.',
    ],
  ),
} as const satisfies Record<string, LawRow>;
