import type { ExportSources } from '../../contract/exports';
import { paintedShape } from '../../nets/shapes';
import { pytorchReadme } from '../../words/en/pytorch-readme';
import { netsAsSafetensors } from '../safetensors';
import { zip } from '../zip';
import { modelPy } from './model-py';

/**
 * Both nets with all their weights as a ZIP for PyTorch: the modules as code, the weights as safetensors, and
 * README.md with the lines that load them [TORCH1].
 * @throws StudioError `model-missing` where the weights are not the nets'.
 */
export async function pytorch(source: ExportSources['network']): Promise<Blob> {
  const { run, generator, discriminator } = source;
  const weights = netsAsSafetensors({ run, generator }, discriminator);
  return await zip([
    { name: 'README.md', data: pytorchReadme(source, paintedShape(generator.spec)) },
    { name: 'model.py', data: modelPy(source) },
    { name: 'weights.safetensors', data: new Uint8Array(await weights.arrayBuffer()) },
  ]);
}
