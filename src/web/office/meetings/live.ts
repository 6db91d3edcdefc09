/**
 * A meeting as it goes on, on several tablets at once: the service says that something was entered, and what stands on the
 * screen is asked again. Where no such line is to be had it is asked every few seconds instead.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addressOf } from '../../shared/call.ts';

const ASK_AGAIN_MILLISECONDS = 5_000;
const RECONNECT_MILLISECONDS = 30_000;

/** Whether the line stands; `false` while it is asked again by the clock. */
export function useLiveMeeting(meetingId: string): boolean {
  const kept = useQueryClient();
  const [isLive, setLive] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const askAgain = () => void kept.invalidateQueries();
    const line = new EventSource(addressOf('watchMeeting', { meetingId }));
    let clock: ReturnType<typeof setInterval> | null = null;
    line.addEventListener('open', () => {
      setLive(true);
      if (clock !== null) clearInterval(clock);
      clock = null;
      askAgain();
    });
    line.addEventListener('entered', askAgain);
    line.addEventListener('error', () => {
      setLive(false);
      clock ??= setInterval(askAgain, ASK_AGAIN_MILLISECONDS);
    });
    // A line that was refused for want of room is asked for again; the browser does not do that by itself.
    const retry = setInterval(() => {
      if (line.readyState === EventSource.CLOSED) setAttempt((before) => before + 1);
    }, RECONNECT_MILLISECONDS);
    return () => {
      line.close();
      clearInterval(retry);
      if (clock !== null) clearInterval(clock);
    };
  }, [kept, meetingId, attempt]);
  return isLive;
}
