/** The commands that are open to a machine, each as the request that a developer would send. */
import { restPath } from './api.js';
import { answersAWhile, caller, verbs } from './documents.js';

/** @typedef {import('./model.js').Summary} Summary */
/** @typedef {import('./api.js').Asked} Asked */
/**
 * What GET …/machines/MACHINE/SID answers.
 * @typedef {{ summary: Summary, snapshot: { state: string, context: Record<string, any> },
 *   row?: Record<string, any>, open: readonly string[], idle: readonly string[], mediaUrl?: string,
 *   people?: readonly import('../http/inspector/people.ts').Person[] }} Detail
 */
/**
 * A command as a button; with a `field`, what it holds is part of the request.
 * @typedef {{ name: string, value: string }} Field
 * one that is idle would change nothing now.
 * @typedef {{ command: string, label: string, asked: Asked, field?: Field, isIdle?: boolean }} Command
 */

/**
 * @param {string} account
 * @param {Detail} detail
 * @returns {Command[]}
 */
export function commandsOf(account, { summary, open, idle }) {
  const at = restPath(account);
  const isOpen = new Set(open);
  const all = {
    recording: recordingCommands,
    call: callCommands,
    dialLeg: callCommands,
    conference: conferenceCommands,
    transcription: transcriptionCommands,
  }[summary.machine](at, summary);
  return all
    .filter(({ command }) => isOpen.has(command))
    .map((one) => ({ ...one, isIdle: idle.includes(one.command) }));
}

/** @typedef {(at: string, summary: Summary) => Command[]} CommandsOf */

/** @type {CommandsOf} */
function recordingCommands(at, { sid, callSid = '' }) {
  const path = `${at}/Calls/${callSid}/Recordings/${sid}.json`;
  /** @param {string} Status @returns {Asked} */
  const update = (Status) => ({ method: 'POST', path, form: { Status } });
  return [
    { command: 'recording.pause', label: 'Pause', asked: update('paused') },
    { command: 'recording.resume', label: 'Resume', asked: update('in-progress') },
    { command: 'recording.stop', label: 'Stop', asked: update('stopped') },
    {
      command: 'recording.delete',
      label: 'Delete',
      asked: { method: 'DELETE', path: `${at}/Recordings/${sid}.json` },
    },
  ];
}

/** @type {CommandsOf} */
function callCommands(at, { machine, sid }) {
  const path = `${at}/Calls/${sid}`;
  return [
    {
      command: 'call.startRecording',
      label: 'Start recording',
      asked: { method: 'POST', path: `${path}/Recordings.json`, form: {} },
    },
    // A dialled leg runs no document: it has none of these.
    ...(machine === 'call' ? Object.entries(verbs) : []).map(([command, { label, texml }]) => ({
      command,
      label,
      field: { name: 'Texml', value: texml },
      asked: { method: 'POST', path },
    })),
    {
      command: 'call.hangUp',
      label: 'Hang up',
      asked: { method: 'POST', path, form: { Status: 'completed' } },
    },
  ];
}

/** @type {CommandsOf} */
function transcriptionCommands(at, { sid }) {
  return [
    {
      command: 'transcription.delete',
      label: 'Delete',
      asked: { method: 'DELETE', path: `${at}/Transcriptions/${sid}.json` },
    },
  ];
}

/** What is done with each participant stands in their row. */
/** @type {CommandsOf} */
function conferenceCommands(at, { sid }) {
  const path = `${at}/Conferences/${sid}`;
  return [
    {
      command: 'conference.addParticipant',
      label: 'Dial a participant',
      asked: { method: 'POST', path: `${path}/Participants`, form: { From: caller } },
      field: { name: 'To', value: answersAWhile },
    },
    {
      command: 'conference.end',
      label: 'End the conference',
      asked: { method: 'POST', path, form: { Status: 'completed' } },
    },
  ];
}
