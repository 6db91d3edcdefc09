/** The steps of a run as the desk takes them: the run is looked up, its sheet is the same as on its own screen. */
import type { ComponentType, ReactElement } from 'react';
import { useAnswer } from '../../shared/asking.ts';
import { SheetOf } from '../../shared/sheet.tsx';
import type { ActProps } from '../acts.ts';
import { DraftRunSheet } from './draft.tsx';
import type { Run } from './run.tsx';
import { AnnounceSheet, CalculateSheet, PostSheet } from './steps.tsx';

interface StepProps {
  readonly run: Run;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

function actOf(Step: ComponentType<StepProps>) {
  return function RunAct({ known, onClose, onDone }: ActProps): ReactElement {
    const { runId = '' } = known;
    const run = useAnswer('readRun', { runId }, { when: runId !== '' });
    return (
      <SheetOf of={run} onClose={onClose}>
        {(found) => <Step run={found} onClose={onClose} onDone={onDone} />}
      </SheetOf>
    );
  };
}

export const CalculateAct = actOf(CalculateSheet);
export const AnnounceAct = actOf(AnnounceSheet);
export const PostAct = actOf(PostSheet);

export function DraftRunAct({ period, onClose, onDone }: ActProps): ReactElement {
  return <DraftRunSheet period={period} onClose={onClose} onDone={onDone} />;
}
