/** The words of the register of shares. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  asOf: { zh: '截至 {date}', en: 'As of {date}' },
  holder: { zh: '持有人', en: 'Holder' },
  holdingsGroup: { zh: '持股', en: 'Shares held' },
  shareNote: {
    zh: '按登记编号排列。所列为该日终了时的持股，由全部股份变动累计得出；股权证号为现行有效的证书。',
    en: 'In the order of register numbers. The shares are those held at the end of the day, summed from every movement; certificates are those valid now.',
  },
});
