/** The words of an allotment confirmation sheet. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  rule: { zh: '规则', en: 'Rule' },
  ratioMeaning: { zh: '比例含义', en: 'Meaning of the ratio' },
  schemeEffective: { zh: '生效日期', en: 'Effective on' },
  ruleBasis: { zh: '基数', en: 'Base' },
  sharesBefore: { zh: '原有', en: 'Before' },
  sharesAllotted: { zh: '变动', en: 'Change' },
  sharesAfter: { zh: '配后', en: 'After' },
  householdGroup: { zh: '{number} 户', en: 'Household {number}' },
  confirmationNote: {
    zh: '本表所列各项经本人核对无误后签名或按手印。不符的，先不要签，请向监事会提出。',
    en: 'Sign or thumb-print after checking your line. If it is wrong, do not sign and tell the supervisors.',
  },
  noAllotments: { zh: '本次没有配股', en: 'Nothing is allotted' },
});
