/** The words of the register of members. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  asOf: { zh: '截至 {date}', en: 'As of {date}' },
  sex: { zh: '性别', en: 'Sex' },
  born: { zh: '出生年份', en: 'Born' },
  relation: { zh: '与户主关系', en: 'Relation' },
  group: { zh: '组别', en: 'Group' },
  standing: { zh: '身份', en: 'Standing' },
  onRecord: { zh: '已登记', en: 'On record' },
  admittedOn: { zh: '入社日期', en: 'Admitted' },
  retiredOn: { zh: '退休日期', en: 'Retired' },
  byStanding: { zh: '按身份', en: 'By standing' },
  registerNote: {
    zh: '名册按登记编号排列；身份证号不印，只注明是否已登记。身份以该日为准，事后登记的变更按生效日计入。',
    en: 'In the order of register numbers; resident IDs are not printed, only whether they are on record. Standings are those of the day; what was recorded later counts from the day on which it took effect.',
  },
});
