/** The portal: one's own shares, money and vote, on a phone. */
import './portal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { waitAtMost, workIn } from '../shared/call.ts';
import { keptActing } from './acting.ts';
import { askAhead } from './asking.ts';
import { Gate } from './gate.tsx';
import { showLetters } from './letters.ts';
import { hasComeIn, keepOnPhone } from './kept.ts';
import { userHere } from './notes.ts';
import { placeKept } from './place.ts';
import { Unbroken } from './unbroken.tsx';
import { showSize, sizeNow } from './size.ts';

showSize(sizeNow());
// A line that swallows what is sent is told as one that is not there: who pressed may press again, and what went through is not done twice.
waitAtMost(20_000);
// What the first page takes is on its way while the rest of this is still being worked on.
const kept = placeKept();
const whose = userHere();
const acting = whose === null ? null : keptActing(whose);
if (kept !== null && hasComeIn() && /^\/portal\/?$/.test(location.pathname)) {
  workIn(kept);
  askAhead('readOwnStart', acting === null ? {} : { memberId: acting.memberId });
}
void showLetters();
keepOnPhone();
const place = document.getElementById('portal');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <Unbroken>
        <Gate />
      </Unbroken>
    </StrictMode>,
  );
