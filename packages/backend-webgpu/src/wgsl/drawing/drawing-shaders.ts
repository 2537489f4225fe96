import type { AttemptsPlan, Plan } from '@growcone/core';
import { GRID_LANES } from '../grid-shaders.ts';
import { drawingBindings, shader, type Shader } from '../shader.ts';
import { spikeWords } from '../spikes-memory.ts';
import { capStatements, hasBothCaps, hasCaps, onceStatements, openStatements } from './choose.ts';
import { drawStatements } from './draw.ts';
import { drawingFunctions } from './drawing-functions.ts';
import { drawingSite, type DrawingSite } from './drawing-site.ts';
import { listStatements } from './list-changes.ts';
import { moveStatements, settleStatements } from './move.ts';
import { blockStatements, latestStatements, lookingBack } from './partners.ts';

/** A dispatch of a rewiring that draws pairs. */
export interface DrawingShader {
  /** Its shader. */
  readonly shader: Shader;
  /** Workgroups: so many, or enough for a lane per synapse. */
  readonly groups: number | 'synapses';
}

/** Attempts up to which one workgroup decides about all of them: what it takes is less than another dispatch would. */
const FEW_ATTEMPTS = 256;
/** Words of spikes that it looks through to find the latest step with any. */
const FEW_WORDS = 8192;

/** What happens between two times at which all lanes must wait for each other. */
interface Part {
  readonly name: string;
  readonly statements: (drawing: DrawingSite) => string[];
  /** Lanes that it has work for. */
  readonly lanes: number;
}

/**
 * The shaders of a rewiring that draws pairs: it draws, decides, lists what changes in order, moves synapses to other memory and back.
 *
 * @param plan - the plan
 * @param rule - the rewiring
 */
export function drawingShaders(plan: Plan, rule: AttemptsPlan): readonly DrawingShader[] {
  const drawing = drawingSite(plan, rule);
  const back = lookingBack(drawing);
  const words = back * spikeWords(drawing.site, plan.stores[rule.store].pre);
  const attempts = (name: string, statements: Part['statements']): Part => ({ name, statements, lanes: rule.attempts });
  const parts: readonly Part[] = [
    ...(back > 0
      ? [
          { name: 'latest spikes', statements: latestStatements, lanes: words },
          { name: 'numbers of spikes', statements: blockStatements, lanes: Math.ceil(words / back) },
        ]
      : []),
    attempts('attempts', drawStatements),
    attempts('each pair once', onceStatements),
    ...(hasCaps(drawing) ? [attempts('caps', capStatements)] : []),
    ...(hasBothCaps(drawing) ? [{ name: 'rest of the caps', statements: openStatements, lanes: 1 }] : []),
    attempts('what changes', listStatements),
  ];
  const named = (what: string): string => `${rule.name}: ${what}`;
  const few = rule.attempts <= FEW_ATTEMPTS && words <= FEW_WORDS;
  const deciding = few
    ? [{ shader: partsShader(drawing, named('what it decides'), parts), groups: 1 }]
    : parts.map((part) => {
        const own = drawingSite(plan, rule);
        return { shader: partsShader(own, named(part.name), [part]), groups: Math.ceil(part.lanes / GRID_LANES) };
      });
  const over = (what: string, statements: Part['statements']): DrawingShader => {
    const part = { name: what, statements, lanes: 0 };
    return { shader: partsShader(drawingSite(plan, rule), named(what), [part]), groups: 'synapses' };
  };
  return [...deciding, over('moves', moveStatements), over('settles', settleStatements)];
}

function partsShader(drawing: DrawingSite, name: string, parts: readonly Part[]): Shader {
  const { fields } = drawing.site;
  const functions = parts.map(({ name: what, statements }, i) =>
    [`// ${what}`, `fn part${i}(t: u32) {`, ...statements(drawing), '}'].join('\n'),
  );
  const main = [
    `@compute @workgroup_size(${GRID_LANES})`,
    'fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {',
    'lane = id.x;',
    `lanes = groups.x * ${GRID_LANES}u;`,
    'enter(0u);',
    `let t = ${fields.use('t')};`,
    ...parts.flatMap((_, i) => [...(i > 0 ? ['storageBarrier();'] : []), `part${i}(t);`]),
    '}',
  ];
  return shader(name, fields, [], [drawingFunctions, ...functions, main.join('\n')], drawingBindings);
}
