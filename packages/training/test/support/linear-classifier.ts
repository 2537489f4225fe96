import type { Batch, BatchResult, EvaluateResult, TrainResult } from '@growcone/core';
import type { Trainable, TrainingData } from '@growcone/training';

/** Points in the plane; the class is the side of a line on which a point lies. */
export function halfPlanes(size: number): TrainingData & { readonly shown: number[][] } {
  const x = Array.from({ length: size }, (_, i) => [Math.sin(12.9898 * (i + 1)), Math.sin(78.233 * (i + 1))] as const);
  const shown: number[][] = [];
  return {
    size,
    shown,
    batch(examples, epoch) {
      shown.push([epoch, ...examples]);
      const points = [...examples].map((e) => x[e]!);
      return { x: points.flat(), label: points.map(([a, b]) => Number(a > b)) };
    },
  };
}

/** Logistic regression by gradient descent, in place of a network: small, and it really learns. */
export class LinearClassifier implements Trainable {
  readonly weights: [number, number] = [0, 0];
  batches = 0;
  epochsEnded = 0;

  async train(batch: Batch): Promise<TrainResult> {
    const { result, gradient } = this.pass(batch);
    gradient.forEach((g, i) => (this.weights[i as 0 | 1] -= 0.1 * g));
    this.batches += 1;
    return { ...result, reports: [], rewired: { pretended: 2 } };
  }

  async evaluate(batch: Batch): Promise<EvaluateResult> {
    return { ...this.pass(batch).result, spikes: {}, variables: {} };
  }

  async endEpoch(): Promise<Record<string, number>> {
    this.epochsEnded += 1;
    return { pretended: 100 };
  }

  private pass(batch: Batch): { result: BatchResult; gradient: [number, number] } {
    const [x, label] = [batch['x'] as number[], batch['label'] as number[]];
    const gradient: [number, number] = [0, 0];
    let [loss, correct] = [0, 0];
    label.forEach((y, e) => {
      const [a, b] = [x[2 * e]!, x[2 * e + 1]!];
      const p = 1 / (1 + Math.exp(-(this.weights[0] * a + this.weights[1] * b)));
      loss -= Math.log(y === 1 ? p : 1 - p);
      correct += Number(p > 0.5 === (y === 1));
      gradient[0] += (p - y) * a;
      gradient[1] += (p - y) * b;
    });
    const n = label.length;
    const result = {
      loss: loss / n,
      accuracy: correct / n,
      examples: n,
      predictions: new Uint32Array(n),
      outputs: new Float32Array(n),
    };
    return { result, gradient };
  }
}

/** A classifier that also reports: the number of each batch, with an alarm in batches 3 to 5 and 9. */
export class ReportingClassifier extends LinearClassifier {
  override async train(batch: Batch): Promise<TrainResult> {
    const result = await super.train(batch);
    const wrong = [3, 4, 5, 9].includes(this.batches);
    const report = { population: 'hidden', name: 'batch', unit: '', value: this.batches };
    return { ...result, reports: [wrong ? { ...report, alarm: "'hidden' is dead" } : report] };
  }
}
