/** Asking for the legality certificate of a run or a scheme. */
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printLegality = paperEndpoint({
  name: 'printLegality',
  kind: 'legality',
  title: { zh: '合法性证明', en: 'Certificate of legality' },
  description: {
    zh: '对一次分红或一个配股方案，逐项写明是否合规及依据；缺少的以红字列出',
    en: 'Of a run or of a scheme: whether it is lawful, question by question, with the evidence; what is missing stands in red',
  },
  input: wish({
    runId: idText().optional(),
    schemeId: idText().optional().meta({
      description: 'A scheme, where no run is named',
      zh: '配股方案；与分红任填其一',
    }),
  }),
  errors: ['documents.subject-unknown', 'scheme.unknown'],
  example: { runId: '01890a5d-ac96-774b-bcce-b302099a8057' },
});
