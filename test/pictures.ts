/** `npm run pictures`: draws the pictures of the guides. */
import { writeFileSync } from 'node:fs';
import { drawnSetUp, setUps } from './pictures/set-ups.ts';

for (const setUp of setUps)
  writeFileSync(`docs/pictures/${setUp.name}.svg`, await drawnSetUp(setUp));
