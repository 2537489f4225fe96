import { classifierPanel } from './page/classifier-panel.ts';
import { find } from './page/find.ts';
import { mapPanel } from './page/map-panel.ts';

classifierPanel(find(document, '#classifier', HTMLElement));
mapPanel(find(document, '#map', HTMLElement));
