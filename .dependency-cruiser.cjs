/** Who may import whom. When a rule stops you, its comment says why and what to do instead. */

/** A room may import itself, the rooms below it that are named here, and these packages. */
const rooms = [
  {
    room: 'machines',
    packages: ['xstate'],
    comment:
      'The model says what happens and nothing else, so that anyone can read, draw and run it. ' +
      'Announce an effect or a signal here; let src/engine, or a room above it, act on it.',
  },
  {
    room: 'src/engine',
    rooms: ['machines'],
    packages: ['xstate'],
    comment:
      'A step is pure: no clock, no disk, no spelling of TeXML. Return an effect and let a host ' +
      'perform it; put words of the wire into src/wire.',
  },
  {
    room: 'src/render',
    rooms: ['machines'],
    packages: ['@hpcc-js/wasm-graphviz'],
    comment:
      'A renderer turns a graph into text, and Graphviz lays it out. Whatever else it has to show, ' +
      'src/pages hands to it as data.',
  },
  {
    room: 'src/wire',
    rooms: ['machines', 'src/engine'],
    packages: ['zod', 'saxes'],
    comment:
      'How TeXML and REST spell things, in both directions. Reading files and answering requests ' +
      'belongs to the rooms above; behaviour belongs to machines.',
  },
  {
    room: 'properties',
    rooms: ['machines', 'src/engine', 'src/render'],
    packages: ['fast-check', '@xstate/graph'],
    comment:
      'A claim looks at a run of steps, whoever took them. Turn what you want to judge into a ' +
      'run first, and hand it in.',
  },
  {
    room: 'src/folders',
    node: true,
    comment:
      'How a folder is made, wherever somebody names one. What is put into it is for the rooms ' +
      'above to say.',
  },
  {
    room: 'src/version',
    node: true,
    comment: 'The version of the package, as package.json says it.',
  },
  {
    room: 'src/hosts',
    rooms: ['machines', 'src/engine', 'src/wire'],
    packages: ['@opentelemetry/api', '@restatedev/restate-sdk', 'pg', '@types/pg'],
    node: true,
    comment:
      'A host keeps snapshots and performs effects; it decides nothing. Move a decision into ' +
      'machines, a spelling into src/wire.',
  },
  {
    room: 'src/scenarios',
    rooms: ['machines', 'src/engine', 'src/wire'],
    packages: ['yaml', 'zod'],
    node: true,
    comment:
      'A scenario is a story with a clock of its own. It needs neither a host nor a server: ' +
      'whoever wants to play it there imports the scenario.',
  },
  {
    room: 'src/webhooks',
    rooms: ['src/wire'],
    comment:
      'Requests from Telnyx are verified, read and handed over; what they mean is for src/wire and ' +
      'the model to say. It runs wherever there is fetch: no part of Node is loaded.',
  },
  {
    room: 'src/diff',
    rooms: ['machines', 'src/engine', 'src/wire'],
    node: true,
    comment:
      'A version of the model is described as one value, and two values are compared. What a change ' +
      'means for whom stands here; how the machines behave, in machines.',
  },
  {
    room: 'src/explorer',
    rooms: [
      'machines',
      'src/engine',
      'src/wire/resources',
      'src/render',
      'src/follow',
      'properties/generators',
    ],
    node: true,
    comment:
      'A walk through the model, as a page shows it: pure, so that it runs in any browser, but for what ' +
      'finds the scripts that were built. What can ' +
      'happen around the machines, properties/generators knows; what can be known of it, src/follow.',
  },
  {
    room: 'src/pages',
    rooms: [
      'src/explorer',
      'src/diff',
      'machines',
      'src/folders',
      'src/version',
      'src/engine',
      'src/wire',
      'src/render',
      'src/scenarios',
      'src/follow',
      'properties/claims',
    ],
    packages: ['marked'],
    node: true,
    comment:
      'A page gathers what the model says about itself, and what a follower believes of it. Of ' +
      'properties it needs the claims; generators and checks run in tests.',
  },
  {
    room: 'src/sandbox',
    rooms: [
      'machines',
      'src/folders',
      'src/version',
      'src/engine',
      'src/render',
      'src/wire',
      'src/hosts',
      'src/scenarios',
      'src/explorer',
    ],
    packages: ['hono', '@hono/node-server', 'zod'],
    node: true,
    comment:
      'The sandbox serves what the rooms below know. Published pages are not its business; and ' +
      'the command line starts the sandbox, never the reverse.',
  },
  {
    room: 'src/testing',
    rooms: [
      'machines',
      'src/engine',
      'src/wire/resources',
      'src/sandbox',
      'src/scenarios/format',
      'properties/claims',
      'properties/check/watch',
    ],
    node: true,
    comment:
      'The kit drives a sandbox and judges what came of it, in whatever runner a test has. It loads ' +
      'no runner and nothing that an application does not install: of properties, claims alone.',
  },
  {
    room: 'src/lint',
    rooms: ['src/wire', 'src/sandbox/network'],
    node: true,
    comment:
      'What is wrong in a document src/wire notices; here it is read, counted and shown. A document ' +
      'is fetched as the sandbox fetches it: that is all of the sandbox that is needed.',
  },
  {
    room: 'src/follow',
    rooms: ['machines', 'src/engine', 'src/wire', 'properties/generators'],
    comment:
      'A follower knows what can happen from the machines and from the environment of the ' +
      'properties. It reads nothing and asks nobody: what was seen is handed to it as data.',
  },
  {
    room: 'src/check',
    rooms: ['machines', 'src/engine', 'src/wire', 'src/follow', 'properties/claims'],
    packages: ['zod'],
    comment:
      'A check judges what logs say by the ways that a follower knows. It reads no file and writes ' +
      'none: lines are handed to it, and what it says is handed back.',
  },
  {
    room: 'src/conform',
    rooms: [
      'machines',
      'src/engine',
      'src/wire',
      'src/scenarios',
      'src/check',
      'src/sandbox/network/signature',
      'properties',
    ],
    packages: ['zod', 'fast-check'],
    node: true,
    comment:
      'The kit drives what somebody else has built, and judges it from outside: by what it sends, ' +
      'by what is answered, and by the check of logs. What happens it takes from the model.',
  },
  {
    room: 'src/entries/model',
    rooms: ['machines', 'src/engine'],
    comment:
      'Whoever imports texml-recordings loads the model, the engine and XState, and waits for ' +
      'nothing else. Give everything else an entry of its own in package.json.',
  },
  {
    room: 'src/bin',
    rooms: ['src/cli'],
    comment:
      'It has to be read by a Node that is too old for everything else: it looks which Node this ' +
      'is, and leaves the rest to the commands.',
  },
  {
    room: 'src/entries',
    rooms: ['machines', 'src', 'properties'],
    comment:
      'What is promised is said here and done in the rooms. An entry names what a room offers; ' +
      'write code in the room.',
  },
  {
    room: 'src/cli',
    rooms: ['machines', 'src', 'properties'],
    packages: ['commander'],
    node: true,
    comment:
      'A command reads its options and calls a room. If it needs another package, it is doing ' +
      'the work of a room: move the work there.',
  },
];

/**
 * The inner rooms of a room, from the ground up. Each may import those below it, none beside it and
 * none above; only the door of the room, its index.ts, sees all of them. An inner room is what lies
 * in a folder itself, or a file of this name; `*` stands for the files beside the folders.
 */
const floors = {
  machines: [
    ['words'], // what is said: events, effects, policies, and the shapes of all of that
    ['declaring'], // how a machine is written down
    ['line'], // what a call and a dialled leg have in common
    ['recording', 'call', 'dial-leg', 'conference', 'transcription'], // they know each other by signals alone
    ['catalogue'],
    ['reading'],
  ],
  'src/render': [['graph'], ['views/plans'], ['views'], ['formats'], ['lanes', 'sequence']],
  'src/wire': [
    ['resources'], // what there is, as customers see it
    ['said'], // which parameter says what, for whoever writes it and whoever reads it
    ['texml', 'callbacks', 'rest/spelling'], // each one way of spelling it
    ['execution', 'rest'], // what is done with what was spelled
  ],
  properties: [
    ['claims', 'generators/inputs'],
    ['generators'],
    ['systems'],
    ['check'],
    ['search'],
    ['mutants', 'vectors'],
  ],
  'src/hosts': [
    ['*'],
    ['operating', 'shelves'],
    ['stores', 'in-process', 'telemetry'], // a host knows a store by its port alone
    ['postgres/tables', 'restate/lists'],
    ['restate/objects'],
    ['postgres', 'restate'],
  ],
  'src/scenarios': [['format'], ['media'], ['playing'], ['*']],
  'src/lint': [['*'], ['formats']], // whoever looks at documents does not know how it is shown
  'src/check': [
    ['work'], // that can be put down and taken up again
    ['log'], // its forms, and what they come to
    ['reading'], // from what a log says to what is seen
    ['search/puzzle'], // what is to be explained
    ['search/supposed'], // what a log may lack
    ['search'], // one explanation
    ['judging', 'sessions'],
    ['*'],
    ['shown'], // whoever judges does not know how it is shown
  ],
  'src/diff': [['described'], ['changes'], ['*']],
  'src/conform': [
    ['checks'], // what a check is, on whose word, and what went to and fro
    ['running', 'far-end'], // whom a platform calls, wherever that is
    ['platform'],
    ['shown', 'receiver', 'platform/tried'], // who is tested knows no other, and not how it is shown
    ['*'], // the modes, and checks as tests
  ],
  'src/pages': [['gathered', 'sheet'], ['formats'], ['site'], ['*']],
  'src/sandbox': [
    ['page', 'network', 'traffic'],
    ['stage'], // what everything in a world has at hand
    ['lines', 'state'],
    ['media', 'documents', 'shared'],
    ['world', 'http/edge'], // a world and HTTP do not know each other, but in `http`
    ['http/logs', 'http/inspector'], // what went to and fro
    ['http/exports'], // the same, to be taken elsewhere
    ['http'],
    ['*'], // accounts, and the server
  ],
};

/** A folder of this name, or a file. */
const place = (name) => `^${name}[/.]`;

const roomRules = rooms.map(({ room, rooms = [], packages = [], node = false, comment }) => ({
  name: `${room.replace('src/', '')}-room`,
  comment,
  severity: 'error',
  from: { path: place(room) },
  to: {
    couldNotResolve: false,
    pathNot: [
      ...[room, ...rooms, 'test'].map(place),
      ...packages.map((name) => `^node_modules/${name}/`),
    ],
    ...(node && { dependencyTypesNot: ['core'] }),
  },
}));

/** What lies in an inner room itself. */
const inner = (room, name) =>
  name === '*' ? `^${room}/[^/]+$` : `^${room}/${name}(?:/[^/]+|\\.ts)$`;
const door = (room) => `^${room}/index\\.ts$`;

const floorRules = Object.entries(floors).flatMap(([room, levels]) =>
  levels.flatMap((level, i) =>
    level.map((name) => ({
      name: `${room.replace('src/', '')}-floors`,
      comment:
        'Inner rooms import downwards only: whoever reads one needs those below it and no other. ' +
        'Move what both need to a floor below both; see the table of floors.',
      severity: 'error',
      from: { path: inner(room, name), pathNot: door(room) },
      to: {
        path: place(room),
        pathNot: [name, ...levels.slice(0, i).flat()].map((one) => inner(room, one)),
      },
    })),
  ),
);

const houseRules = [
  {
    name: 'every-file-has-a-room',
    comment:
      'A file outside the rooms would escape their rules. Move it into one; a new room needs a ' +
      'line in the table above and a paragraph in CONTRIBUTING.md.',
    from: {
      path: '\\.ts$',
      pathNot: [...rooms.map(({ room }) => place(room)), place('test'), place('examples')],
    },
    to: {},
  },
  {
    name: 'every-folder-has-a-floor',
    comment:
      'A folder that stands on no floor may import anything of its room. Give it a line in the ' +
      'table of floors, below whoever imports it.',
    from: {
      path: Object.keys(floors).map((room) => `^${room}/.*\\.ts$`),
      pathNot: Object.entries(floors).flatMap(([room, levels]) => [
        door(room),
        ...levels.flat().map((name) => inner(room, name)),
      ]),
    },
    to: {},
  },
  {
    name: 'examples-stand-outside',
    comment:
      'An example is what whoever installs the package would write: it imports the package by its ' +
      'name. Offer what it needs in an entry of package.json.',
    from: { path: place('examples') },
    to: { path: [...rooms.map(({ room }) => place(room)), place('test')] },
  },
  {
    name: 'nobody-imports-test',
    comment:
      'Tests know everything and are known by nobody. What the product needs too is not a ' +
      'test helper: move it into the lowest room that can hold it.',
    from: { pathNot: place('test') },
    to: { path: place('test') },
  },
  {
    name: 'claims-know-no-runner',
    comment:
      'Claims also judge logs and the services of other people, where no test runner is at hand. ' +
      'Return true or false; a test turns that into an assertion.',
    from: { path: place('properties') },
    to: { path: ['^node_modules/vitest/', '^node_modules/@fast-check/vitest/'] },
  },
  {
    name: 'shipped-needs-shipped',
    comment:
      'Whoever installs the package gets its dependencies and not its devDependencies. Declare ' +
      'the package under dependencies, or as an optional peer, or use it in test only.',
    from: { path: [place('machines'), place('src')] },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      // Optional peers: who opens a host in Postgres or on Restate, watches one by OpenTelemetry, or
      // draws plans for a platform, has its own, and is told so otherwise.
      pathNot: [
        '^node_modules/fast-check/',
        '^node_modules/(?:@types/)?pg/',
        '^node_modules/@restatedev/restate-sdk/',
        '^node_modules/@opentelemetry/api/',
      ],
    },
  },
  {
    name: 'no-cycles',
    comment:
      'Files in a ring can only be read all at once. Move what both need into a third file, ' +
      'below them; this goes for types too.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-ring-of-folders',
    comment:
      'Folders in a ring are one folder in several places, though no two files see each other. ' +
      'Find out which is below, and move there what it needs of the other.',
    scope: 'folder',
    from: { pathNot: place('test') },
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment:
      'Nothing is there, so no other rule can judge this import. Correct the path and its .ts, ' +
      'or install the package.',
    from: {},
    // Examples find the package as it is built, and the rooms are judged before that too.
    to: { couldNotResolve: true, pathNot: '^texml-recordings(?:/|$)' },
  },
].map((rule) => ({ severity: 'error', ...rule }));

module.exports = {
  forbidden: [...roomRules, ...floorRules, ...houseRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.git)(/|$)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
