/** What a curve is drawn into. */
export interface CurveFrame {
  /** Largest value that fits. */
  readonly most: number;
  /** Points from left to right. */
  readonly length: number;
  /** How a value reads. @param value - on the axis */
  readonly text: (value: number) => string;
  /** A value to be told from, with its name. */
  readonly mark?: { readonly value: number; readonly name: string };
}

const [WIDTH, HEIGHT, LEFT, TOP] = [360, 130, 46, 8];

/** Draws values over epochs. @param svg - where @param values - one per epoch, from 0 @param frame - axes */
export function drawCurve(svg: SVGSVGElement, values: readonly number[], frame: CurveFrame): void {
  const { most, length, text, mark } = frame;
  const x = (epoch: number): number => LEFT + (epoch / length) * WIDTH;
  const y = (value: number): number => TOP + (1 - Math.min(value, most) / most) * HEIGHT;
  const points = values.map((value, epoch) => `${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`);
  svg.setAttribute('viewBox', `0 0 ${LEFT + WIDTH + 10} ${TOP + HEIGHT + 22}`);
  svg.innerHTML = [
    ...[0, most / 2, most].map(
      (value) =>
        `<path class="grid" d="M${LEFT} ${y(value)}h${WIDTH}"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${text(value)}</text>`,
    ),
    `<text x="${LEFT}" y="${TOP + HEIGHT + 17}">0</text>`,
    `<text x="${LEFT + WIDTH}" y="${TOP + HEIGHT + 17}" text-anchor="end">${length} epochs</text>`,
    ...(mark
      ? [
          `<path class="mark" d="M${LEFT} ${y(mark.value)}h${WIDTH}"/>`,
          `<text x="${LEFT + WIDTH - 4}" y="${y(mark.value) - 5}" text-anchor="end">${mark.name}</text>`,
        ]
      : []),
    points.length > 0 ? `<path class="curve" d="M${points.join('L')}"/>` : '',
  ].join('');
}
