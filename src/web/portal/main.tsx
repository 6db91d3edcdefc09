/** The portal: one's own shares, money and vote, on a phone. */
import './portal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Gate } from './gate.tsx';
import { showLetters } from './letters.ts';
import { keepOnPhone } from './kept.ts';
import { showSize, sizeNow } from './size.ts';

showSize(sizeNow());
void showLetters();
keepOnPhone();
const place = document.getElementById('portal');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <Gate />
    </StrictMode>,
  );
