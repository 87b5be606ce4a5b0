import type { PrintErrors } from '../../../contract/errors/prints';
import type { ErrorTexts } from '../../errors';

const hint = 'Choose "Enlarge the picture".';

export const prints: ErrorTexts<PrintErrors> = {
  'print-net-not-local': ({ layer, layerKind }) => ({
    message: `This generator paints nothing beyond its frame: its layer ${layer} (${layerKind}) looks at the whole picture at once.`,
    hint,
  }),
  'print-net-no-map': {
    message:
      'This generator paints nothing beyond its frame: its first layers make no map of a latent.',
    hint,
  },
};
