import { evaluate, fit } from '@growcone/training';
import { classifier, type ClassifierSettings } from './classifier.ts';
import type { ClassifierNews, Controls } from './messages.ts';
import { startOnFirst } from './start-on-first.ts';
import { serve } from './serve.ts';

const EPOCHS = 300;
const BATCH = 20;

serve<ClassifierSettings, Controls, ClassifierNews>(async (settings, page) => {
  const { network, inward, training, validation, informative } = classifier(settings);
  const started = await startOnFirst((backend) => network.compile(backend));
  page.opened(started.on);
  await using simulation = started.running;

  const tell = async (news: Omit<ClassifierNews, 'epochs' | 'inward'>): Promise<void> => {
    const { pre, post, variables } = await simulation.synapses(inward);
    page.tell({ ...news, epochs: EPOCHS, inward: { pre, post, w: variables['w']!, informative } });
    await page.turn();
  };
  const { loss, accuracy = NaN } = await evaluate(simulation, validation, { batch: BATCH });
  await tell({ epoch: 0, loss, accuracy, rewired: 0 });
  for await (const event of fit(simulation, training, {
    epochs: EPOCHS,
    batch: BATCH,
    seed: settings.seed,
    validation,
  })) {
    if (event.kind === 'batch') continue;
    const { epoch, trainLoss, validationAccuracy = NaN, rewired } = event.metrics;
    await tell({ epoch, loss: trainLoss, accuracy: validationAccuracy, rewired: rewired[inward.name] ?? 0 });
  }
});
