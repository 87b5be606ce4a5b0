import { script, style } from 'virtual:page/run-page';
import type { ExportSources } from '../../contract/exports';
import { SETTING_KEYS } from '../../contract/hyperparameters';
import type { MeasureRecord } from '../../contract/measures';
import { withoutSet } from '../../contract/nets-from-files';
import { wantedSize } from '../../contract/picture-shape';
import type { MetricBlockRecord, RunRecord, SampleRecord } from '../../contract/records';
import { curvePoints, type CurvePoint } from '../../curves/curves';
import { MetricSeries } from '../../curves/metric-series';
import { words } from '../../words';
import { runPageWords as says } from '../../words/en/run-page';
import { counts, valueText } from '../../words/setting-values';
import { dataUrl, escaped, pageBeginning } from '../html';
import { encodePng, withoutAlpha } from '../png';
import type { Decode, Progress } from '../pictures-zip';
import type { Signed } from '../signed';
import { favouritePictures } from './favourites';
import { plot } from './plot';

/** What making a page asks of its worker. */
export interface RunPagePorts {
  readonly decode: Decode;
  readonly signed: Signed;
  readonly progress: Progress;
}

/**
 * A page of a run: how it learnt, its favourites, curves, measures and settings, in one file that needs
 * nothing else and asks no address for anything.
 */
export async function runPage(source: ExportSources['page'], ports: RunPagePorts): Promise<Blob> {
  const { run, samples, favourites } = source;
  const all = samples.length + favourites.length;
  let done = 0;
  const told = (): void => ports.progress((done += 1), all);
  ports.progress(0, all);
  // Images are parts of their own: a page of many is longer than a string can be.
  return new Blob(
    [
      await head(run),
      ...(await film(run, samples, ports, told)),
      ...(await favouritePictures(source, ports.signed, told)),
      curves(source.blocks),
      quality(source.measures),
      settings(run),
      `<p class="quiet">${says.by}</p>\n</main>\n<script>${script}</script>\n</body>\n</html>\n`,
    ],
    { type: 'text/html' },
  );
}

async function head(run: RunRecord): Promise<string> {
  const { width, height } = wantedSize(run.settings);
  const preset = words().presets[run.settings.preset].name;
  const beginning = await pageBeginning({
    ...{ language: says.language, title: run.name, style, script },
    allowed: ['img-src data:'],
  });
  const learnt = says.learnt(run.epoch, run.datasetCount, run.datasetName);
  return `${beginning}<main>
<h1>${escaped(run.name)}</h1>
<p class="quiet">${escaped(withoutSet(run) ? says.fromFile : learnt)}</p>
<p class="quiet">${escaped(says.made(preset, width, height, run.trainedMs / 1000))}</p>
`;
}

/** Grids of samples in one place, of which a slider shows one; without a script it is the last. */
async function film(
  run: RunRecord,
  samples: readonly SampleRecord[],
  { decode, signed }: RunPagePorts,
  told: () => void,
): Promise<string[]> {
  if (samples.length === 0) return [];
  const parts = [`<h2>${says.film}</h2>\n<div id="film">\n`];
  for (const { epoch, step, image } of samples) {
    let grid = image;
    if (signed.signs) {
      const pixels = await decode(image);
      await signed.sign(pixels.data, pixels, `${run.id} ${step}`);
      grid = await encodePng(withoutAlpha(pixels), signed.texts);
    }
    parts.push(`<img alt="${escaped(says.grid(epoch))}" src="${await dataUrl(grid)}">\n`);
    told();
  }
  const last = samples.length - 1;
  parts.push(`<div class="lead">
<button type="button" data-play="${says.play}" data-stop="${says.stop}">${says.play}</button>
<input type="range" min="0" max="${last}" value="${last}" aria-label="${says.which}">
<output></output>
</div>
</div>
`);
  return parts;
}

function curves(blocks: readonly MetricBlockRecord[]): string {
  const series = new MetricSeries();
  for (const { rows } of blocks) series.append(rows);
  const plots = [
    plot(curvePoints(series, 'losses'), says.losses),
    plot(curvePoints(series, 'scores'), says.scores),
  ].filter((text) => text !== '');
  return plots.length > 0 ? `<h2>${says.curves}</h2>\n${plots.join('\n')}\n` : '';
}

function quality(measures: readonly MeasureRecord[]): string {
  const points = measures.map(({ step, measures: { slicedMean }, floor }): CurvePoint => ({
    step,
    a: slicedMean,
    b: floor.slicedMean,
  }));
  const drawn = plot(points, says.distance);
  if (drawn === '') return '';
  return `<h2>${says.quality}</h2>\n<p class="quiet">${escaped(says.qualityHelp)}</p>\n${drawn}\n`;
}

function settings(run: RunRecord): string {
  const rows = SETTING_KEYS.filter((key) => counts(key, run.settings)).map((key) => {
    const [label, value] = [words().settings[key].label, valueText(key, run.settings)];
    return `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`;
  });
  return `<h2>${says.settings}</h2>\n<dl>\n${rows.join('\n')}\n</dl>\n`;
}
