import { systems } from './properties/systems/index.ts';
import { observed } from './test/follow/manner.ts';
import { Outside } from './test/follow/outside.ts';
import { follow } from './src/follow/follow.ts';
const [,, name, seed, steps] = process.argv;
const system = systems.find((s) => s.name === name)!;
const outside = new Outside(system, observed, Number(seed));
let belief: any;
for (let i = 0; i < Number(steps); i += 1) for (const seen of outside.step()) {
  const t = performance.now();
  const f = follow(belief, seen, observed);
  const sizes = f.belief.ways.map((w: any) => w.length).join(',');
  console.log(i, JSON.stringify(seen).slice(0, 200), f.says.is, Math.round(performance.now() - t), 'ms', JSON.stringify(f.belief).length, sizes, JSON.stringify(f.belief.groups.of), JSON.stringify(f.says.beyond));
  belief = f.belief;
  if (f.says.beyond) process.exit();
}
