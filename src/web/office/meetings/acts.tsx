/** The steps of the half-yearly assembly as the desk takes them. */
import type { ComponentType, ReactElement } from 'react';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { SheetOf } from '../../shared/sheet.tsx';
import type { ActProps } from '../acts.ts';
import { CarryOutSheet } from './carry-out.tsx';
import { ConveneHalfYearSheet } from './half-year.tsx';
import { CloseSheet, OpenSheet } from './steps.tsx';

interface StepProps {
  readonly meeting: Reply<'readMeeting'>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

function actOf(Step: ComponentType<StepProps>) {
  return function MeetingAct({ known, onClose, onDone }: ActProps): ReactElement {
    const { meetingId = '' } = known;
    const meeting = useAnswer('readMeeting', { meetingId }, { when: meetingId !== '' });
    return (
      <SheetOf of={meeting} onClose={onClose}>
        {(found) => <Step meeting={found} onClose={onClose} onDone={onDone} />}
      </SheetOf>
    );
  };
}

export const CloseAct = actOf(CloseSheet);
export const CarryOutAct = actOf(CarryOutSheet);
/** It leads to the screen on which who came is entered. */
export const OpenAct = actOf(({ meeting, onClose }) => <OpenSheet meeting={meeting} onClose={onClose} />);

export function ConveneAct({ period, onClose, onDone }: ActProps): ReactElement {
  return <ConveneHalfYearSheet period={period} onClose={onClose} onDone={onDone} />;
}
