import { task, type ClassifierSettings } from '../simulation/classifier.ts';
import type { ClassifierNews, Controls } from '../simulation/messages.ts';
import { choice } from './choice.ts';
import { drawConnectivity } from './connectivity.ts';
import { drawCurve } from './curve.ts';
import { showFacts } from './facts.ts';
import { find } from './find.ts';
import { panel } from './panel.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1).replace(/\.0$/, '')} %`;

/** The classifier that learns. @param root - its section of the page */
export function classifierPanel(root: ParentNode): void {
  const accuracyPlot = find(root, '.accuracy', SVGSVGElement);
  const lossPlot = find(root, '.loss', SVGSVGElement);
  const picture = find(root, '.connectivity', SVGSVGElement);
  const course: { accuracy: number; loss: number }[] = [];

  const draw = (epochs: number): void => {
    const accuracy = course.map((point) => point.accuracy);
    const loss = course.map((point) => point.loss);
    const mark = { value: 1 / task.classes, name: 'chance' };
    drawCurve(accuracyPlot, accuracy, { most: 1, length: epochs, text: percent, mark });
    const most = Math.ceil(Math.max(1, ...loss) * 2) / 2;
    drawCurve(lossPlot, loss, { most, length: epochs, text: String });
  };
  const settings = (): ClassifierSettings => ({ density: density(), learningRate: learningRate(), seed: 1 });
  const run = panel<ClassifierSettings, Controls, ClassifierNews>(root, {
    worker: () => new Worker(new URL('../simulation/classifier-worker.ts', import.meta.url), { type: 'module' }),
    settings,
    controls: (paused) => ({ paused }),
    clear: () => {
      course.length = 0;
      picture.replaceChildren();
      showFacts(root, {});
      draw(1);
    },
    show: ({ epoch, epochs, loss, accuracy, rewired, inward }) => {
      course.push({ accuracy, loss });
      const { pre, informative } = inward;
      const onInformative = Array.from(pre).filter((channel) => informative.includes(channel)).length;
      showFacts(root, {
        epoch: `${epoch} of ${epochs}`,
        accuracy: percent(accuracy),
        loss: loss.toFixed(3),
        synapses: String(pre.length),
        rewired: String(rewired),
        informative: percent(onInformative / pre.length),
      });
      draw(epochs);
      drawConnectivity(picture, inward, task);
    },
  });
  const density = choice(root, 'density', {
    values: [0.01, 0.02, 0.05, 0.1, 0.2],
    initial: 0.02,
    text: percent,
    chosen: run.restart,
  });
  const learningRate = choice(root, 'learning-rate', {
    values: [0.0005, 0.001, 0.002, 0.005, 0.01],
    initial: 0.002,
    text: String,
    chosen: run.restart,
  });
  run.restart();
}
