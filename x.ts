import { explore } from './properties/check/explore.ts';
import { machines } from './machines/index.ts';
import { onTables } from './src/engine/compile.ts';
import { systems } from './properties/systems/index.ts';
const advance = onTables(machines);
for (const s of systems.filter(s=>process.argv.slice(3).includes(s.name))) {
  const t = performance.now();
  const r = explore(s, { advance, claims: [], most: Number(process.argv[2]) });
  console.log(s.name, r.states, r.edges, r.isComplete, Math.round(performance.now()-t)+'ms', r.violations.map(v=>v.id+' '+v.says+'\n  '+v.trace.join('\n  ')).join());
}
