/** A process of its own: it performs its part until it is asked to end, and then gives back the rest. */
import { untilStopped } from 'texml-recordings/hosts';
import { openVoice } from './voice.ts';

const host = await openVoice((status) => console.log(`  told: the recording is ${status}`));
console.log('It performs. Ctrl+C ends it.');
await untilStopped();
await host.close({ graceMs: 10_000 });
