/** The words of a dividend table. */
import { speakerOf } from '../phrases.ts';
import { differencePhrases } from '../run/difference-phrases.ts';

export const speaker = speakerOf({
  differenceTitle: { zh: '分红差额表', en: 'Dividend difference table' },
  ...differencePhrases,
  heldThen: { zh: '算表时暂存', en: 'Held when worked out' },
  linesHeading: { zh: '逐人（户）明细', en: 'Line by line' },
});
