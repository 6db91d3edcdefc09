/** The steps of a batch as the desk takes them: the sheets are those of its own screens. */
import { Button } from 'antd';
import type { ComponentType, ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { together, useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Dialog, Opening, SheetOf } from '../../shared/sheet.tsx';
import type { ActProps } from '../acts.ts';
import { DropAnswer, ReleaseSheet, SendSheet } from './batch.tsx';
import { MakeSheet } from './list.tsx';

const words = {
  close: { zh: '关闭', en: 'Close' },
  answer: { zh: '第 {number} 批：读入银行回盘', en: 'Batch {number}: read the bank’s answer' },
} as const satisfies Record<string, Sentence>;

interface StepProps {
  readonly batch: Reply<'readPayoutBatch'>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

function actOf(Step: ComponentType<StepProps>) {
  return function BatchAct({ known, onClose, onDone }: ActProps): ReactElement {
    const { orderId = '' } = known;
    const batch = useAnswer('readPayoutBatch', { orderId }, { when: orderId !== '' });
    return (
      <SheetOf of={batch} onClose={onClose}>
        {(found) => <Step batch={found} onClose={onClose} onDone={onDone} />}
      </SheetOf>
    );
  };
}

export const ReleaseAct = actOf(ReleaseSheet);
export const SendAct = actOf(SendSheet);
export const AnswerAct = actOf(AnswerSheet);

/** It stays until it is closed: what came back, and what comes next, is read on it. */
function AnswerSheet({ batch, onClose }: StepProps): ReactElement {
  const say = useSay();
  return (
    <Dialog title={say(words.answer, { number: batch.number })} onClose={onClose} width={640}>
      <div className="sheet-body">
        <DropAnswer batch={batch} />
      </div>
      <footer>
        <Button onClick={onClose}>{say(words.close)}</Button>
      </footer>
    </Dialog>
  );
}

export function MakeAct({ onClose, onDone }: ActProps): ReactElement | null {
  const batches = useWholeList('listPayoutBatches', {}, (page) => page.batches);
  const claims = useAnswer('listPayoutClaims', { limit: '1' });
  const needed = together(batches, claims);
  if (!needed.isThere || claims.data === undefined) return <Opening of={needed} onClose={onClose} />;
  const payable = claims.data.totals.filter(({ state }) => state === 'payable' || state === 'returned');
  return <MakeSheet payable={payable} last={batches.rows.at(-1)} onClose={onClose} onDone={onDone} />;
}
