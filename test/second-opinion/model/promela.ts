/** A bounded system as a model in Promela: all but what the machines answer, which is asked for. */
import type { System } from '../../../properties/generators/system.ts';
import { conditionsOf } from './conditions.ts';
import type { Parties } from './parties.ts';
import { clockRules, silenceRules, timerRules } from './rules/clock.ts';
import { mediaRules, mostOrders } from './rules/media.ts';
import { allIn, outageRules } from './rules/outages.ts';
import { mailRules, networkRules, offerRules } from './rules/people.ts';
import { type Rule, Scene, type SceneOptions } from './rules/scene.ts';
import { constantOf, numberOf, spoken } from './words.ts';

/** More messages than this are never on one way at a time; the model asserts it. */
const mostMail = 6;

/** The model as a text that SPIN reads, beside `cells.h`. */
export function promelaOf(system: System, parties: Parties, options: SceneOptions = {}): string {
  const scene = new Scene(system, parties, options);
  const rules = [
    ...mailRules(scene),
    ...offerRules(scene),
    ...networkRules(scene),
    ...mediaRules(scene),
    ...timerRules(scene),
    ...outageRules(scene),
    ...clockRules(scene),
    ...silenceRules(scene),
    ...restRules(scene),
  ];
  return [
    `/* ${system.name}: ${system.says} */`,
    constants(scene),
    variables(scene),
    answers(scene),
    `active proctype world() {
end:
  do
  :: atomic {
     if
${rules.map(ruleText).join('\n')}
     fi;
     d_step { answers() }
     }
  od
}`,
    ...(options.falls ? [neverRests] : []),
    '',
  ].join('\n\n');
}

/** What must not be: all are silent, and it goes on for ever, or stays where it should not. */
const neverRests = `never {
  do
  :: silent && restless -> break
  :: true
  od;
accept:
  do
  :: restless
  od
}`;

const ruleText = ({ says, when, does }: Rule) =>
  `     :: d_step { /* ${says} */\n       ${when.join(' && ')} ->\n       ${does.join(';\n       ')} }`;

/** Where nothing is on its way and no timer runs, all lives are over, and nothing is owed. */
const restRules = (scene: Scene): Rule[] => [
  {
    says: 'somebody stays for ever',
    when: ['quiet', `(${scene.parties.machines.map((_, i) => `lives[${i}]`).join(' || ')})`],
    does: ['limbo = 1', 'assert(!limbo)'],
  },
  { says: 'something is owed', when: ['quiet', 'owed'], does: ['assert(!owed)'] },
];

function constants(scene: Scene): string {
  const words = (Object.keys(spoken) as (keyof typeof spoken)[]).flatMap((vocabulary) =>
    spoken[vocabulary].map((word) => [constantOf(word), numberOf(vocabulary, word)] as const),
  );
  const names = scene.parties.machines.map((_, i) => [scene.nameOf(i), i] as const);
  const quiet = [...allIn(scene), ...scene.parties.timers.map((_, i) => `runs[${i}] == 0`)];
  const restless = [
    ...quiet.map((one) => one.replace('empty', 'nempty').replace('== 0', '> 0')),
    'what != 0',
  ];
  const all = [
    ...[['NONE', 0], ...words, ...names],
    ...[
      ['quiet', `(${quiet.join(' && ')})`],
      ['restless', `(${restless.join(' || ')})`],
    ],
  ];
  return all.map(([name, value]) => `#define ${name} ${value}`).join('\n');
}

function variables({ parties, system, options }: Scene): string {
  const { machines, channels, timers } = parties;
  const [m, o] = [machines.length, system.offers.length];
  return `c_decl {
static struct { int exact[${m}], made[${m}]; } beside;
\\#include "cells.h"
}
/* Which snapshot it was of those that count as one, and when it was made: no part of the state. */
c_track "&beside" "sizeof(beside)" "UnMatched"

short machine[${m}];                                    /* 0: there is none */
bit lives[${m}];
chan mail[${Math.max(1, channels.length)}] = [${mostMail}] of { short };
byte line[${m}], capture[${m}], heard[${m}];
bit filed[${m}];
chan asked[${m}] = [${mostOrders}] of { byte, byte, bit };     /* order, verb, whether it was said */
int runs[${Math.max(1, timers.length)}];                /* when it is due, and 1 */
bit may[${Math.max(1, o)}];
byte used[${Math.max(1, o)}];
byte again, doubles, repeats, strays, stepsBack;
int clock;
int memory;                                             /* what claims remember */
bit owed;                                               /* to whom it is at rest */
${options.falls ? 'bit silent;\n' : ''}${system.outages ? outageVariables(m) : ''}
/* Set and used up within one step. */
int who, what, x, y, at, happened, missing, broken, limbo, left, word, a, b, c;`;
}

const outageVariables = (m: number) =>
  `chan waits[${m}] = [${mostMail}] of { byte, byte, byte, byte };   /* what, x, y, when */
bit away, disturbed, was[${m}];
byte awaySince, back, since, firstOver, over, until, outages;
`;

/** A machine is told: its cell is asked for, and what it wants done is done. */
function answers({ system, parties }: Scene): string {
  const conditions = conditionsOf(system, parties).map(
    ({ offer, place, other }) =>
      `    now.may[${offer}] = told(MAY, ${offer}, beside.exact[${place}], ` +
      `${other === undefined ? 0 : `now.used[${other}]`}, 0, 0, 0, 0)[0];`,
  );
  const was =
    '    now.was[now.who] = now.disturbed && now.machine[now.who] && beside.made[now.who] <= now.over;\n';
  return `inline answers() {
  if
  :: what == 0
  :: else -> hears()
  fi
}
inline hears() {
  c_code {
    cell = told(now.what, now.who, beside.exact[now.who], now.x, now.y, now.at, now.happened, now.memory);
    now.missing = cell[0]; now.broken = cell[1];
    now.machine[now.who] = cell[2]; beside.exact[now.who] = cell[3]; beside.made[now.who] = cell[4];
    now.lives[now.who] = cell[5]; now.memory = cell[6]; now.owed = cell[7]; now.left = cell[8];
    cell += 9;
${system.outages ? was : ''}  };
  assert(!missing); assert(!broken);
  do
  :: left > 0 ->
       c_code { now.word = cell[0]; now.a = cell[1]; now.b = cell[2]; now.c = cell[3]; cell += 4; };
       if
       :: word == SEND -> assert(nfull(mail[a])); mail[a]!b
       :: word == DIAL -> line[a] = DIALLED
       :: word == HANG_UP ->  /* a call that was a leg has the line of that leg */
            if
            :: line[a] == NONE -> a = b
            :: else -> skip
            fi;
            line[a] = ((line[a] == OPEN || line[a] == DOWN) -> DOWN : CROSSING)
       :: word == ORDER ->
            capture[a] = (capture[a] == NONE -> IDLE : capture[a]);
            assert(b <= ${mostOrders} && nfull(asked[a]));
            asked[a]!b,c,0
       :: word == SET -> runs[a] = b + 1
       :: word == CANCEL -> runs[a] = 0
       fi;
       left--
  :: else -> break
  od;
  c_code {
${conditions.join('\n')}
  };
  who = 0; what = 0; x = 0; y = 0; at = 0; happened = 0;
  word = 0; a = 0; b = 0; c = 0
}`;
}
