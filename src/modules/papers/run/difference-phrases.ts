/** The words for what a difference run moves, on every paper of one. */
export const differencePhrases = {
  toPay: { zh: '应补发', en: 'To be paid' },
  toTakeBack: { zh: '应收回', en: 'To be taken back' },
  taxDifference: { zh: '税款差额', en: 'Tax difference' },
  netDifference: { zh: '扣税后差额', en: 'Difference after tax' },
  grossDifference: { zh: '应得差额', en: 'Difference before tax' },
  grossBefore: { zh: '原应得', en: 'Granted before' },
  grossAfter: { zh: '更正后应得', en: 'Due after correction' },
  correctionLabel: { zh: '更正', en: 'Corrects' },
  correctionText: { zh: '{run}：{reason}', en: '{run}: {reason}' },
  differenceNote: {
    zh: '本表只列更正后有差额的人。差额 = 更正后应得 − 原应得；正数补发，负数（前有“-”号）收回。',
    en: 'Only those are listed for whom the correction makes a difference. Difference = due after correction − granted before; positive is paid, negative (with a minus sign) taken back.',
  },
} as const;
